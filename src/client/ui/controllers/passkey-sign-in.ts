import type { ReactiveController, ReactiveControllerHost } from "lit";
import { canAutofillPasskeys, WebAuthn } from "../../platform/webauthn.ts";
import type { CredentialJson } from "../../platform/webauthn-json.ts";
import { WebAuthnError } from "../../platform/webauthn-problem.ts";
import { FlowSubmitEvent } from "../events.ts";
import { webAuthnText } from "../text/webauthn-text.ts";

type Host = ReactiveControllerHost &
  HTMLElement & { readonly challenge: { readonly passkey_challenge?: unknown }; readonly busy: boolean };

/**
 * Signs in with a passkey where the account's name is asked for: from the browser's suggestions in that field, or with the button. Waits
 * in the background for as long as the step shows, and begins again only when the server wants another challenge signed.
 */
export class PasskeySignIn implements ReactiveController {
  readonly #host: Host;
  readonly #webauthn = new WebAuthn();
  /** The options, as text, that the browser has been given. */
  #waitingFor = "";
  /** Somebody has pressed the button, and the browser shows its own window. */
  #isAsking = false;

  constructor(host: Host) {
    this.#host = host;
    // The button may be one that the server has rendered: it is listened to from outside.
    host.addEventListener("click", (event) => {
      if (event.target instanceof Element && event.target.closest("button[name=passkey]")) void this.#ask();
    });
    // Pressed before this code was there: the page's first script has noted it.
    const early = host.querySelector<HTMLElement>("button[name=passkey][data-early]");
    if (early) {
      delete early.dataset["early"];
      void this.#ask();
    }
    host.addController(this);
  }

  hostConnected(): void {
    void this.#wait();
  }

  hostUpdated(): void {
    void this.#wait();
  }

  hostDisconnected(): void {
    this.#webauthn.stop();
    this.#waitingFor = "";
  }

  /** Lets the browser suggest passkeys. Nobody has asked for it, so what goes wrong is nobody's concern. */
  async #wait(): Promise<void> {
    const { passkey_challenge: options } = this.#host.challenge;
    const text = JSON.stringify(options ?? null);
    if (!options || this.#isAsking || text === this.#waitingFor) return;
    this.#waitingFor = text;
    const canWait = await canAutofillPasskeys();
    if (!canWait || this.#wasOvertaken(text)) return;
    try {
      this.#send(await this.#webauthn.authenticateFromAutofill(options));
    } catch {
      // The button is still there.
    }
  }

  async #ask(): Promise<void> {
    const { busy, challenge } = this.#host;
    if (busy) return;
    this.#say("");
    this.#isAsking = true;
    this.#waitingFor = JSON.stringify(challenge.passkey_challenge ?? null);
    try {
      this.#send(await this.#webauthn.authenticate(challenge.passkey_challenge));
    } catch (cause) {
      const code = cause instanceof WebAuthnError ? cause.code : "unknown";
      this.#say(webAuthnText(code === "needs-gesture" ? "cancelled" : code));
      this.#waitingFor = "";
    } finally {
      this.#isAsking = false;
    }
    void this.#wait();
  }

  /** Whether, while the browser said what it can do, somebody has pressed the button or the server has sent something else. */
  #wasOvertaken(text: string): boolean {
    return this.#isAsking || text !== this.#waitingFor;
  }

  #send(credential: CredentialJson): void {
    this.#host.dispatchEvent(new FlowSubmitEvent<"ak-stage-identification">({ passkey: credential }));
  }

  #say(text: string): void {
    const place = this.#host.querySelector<HTMLElement>(".ak-passkey-problem");
    if (!place) return;
    place.textContent = text;
    place.hidden = text === "";
  }
}
