import type { ReactiveController, ReactiveControllerHost } from "lit";
import { canAutofillPasskeys, WebAuthn } from "../../platform/webauthn.ts";
import { WebAuthnError } from "../../platform/webauthn-problem.ts";
import { FlowSubmitEvent } from "../events.ts";
import { webAuthnText } from "../templates/webauthn-text.ts";

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

  constructor(host: Host) {
    this.#host = host;
    // The button may be one that the server has rendered: it is listened to from outside.
    host.addEventListener("click", (event) => {
      if (event.target instanceof Element && event.target.closest("button[name=passkey]")) void this.#ask();
    });
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
    if (!options || text === this.#waitingFor) return;
    this.#waitingFor = text;
    if (!(await canAutofillPasskeys()) || text !== this.#waitingFor) return;
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
    this.#waitingFor = JSON.stringify(challenge.passkey_challenge ?? null);
    try {
      this.#send(await this.#webauthn.authenticate(challenge.passkey_challenge));
    } catch (cause) {
      const code = cause instanceof WebAuthnError ? cause.code : "unknown";
      this.#say(webAuthnText(code === "needs-gesture" ? "cancelled" : code));
      this.#waitingFor = "";
      void this.#wait();
    }
  }

  #send(credential: object): void {
    this.#host.dispatchEvent(new FlowSubmitEvent({ passkey: credential }));
  }

  #say(text: string): void {
    const place = this.#host.querySelector<HTMLElement>(".ak-passkey-problem");
    if (!place) return;
    place.textContent = text;
    place.hidden = text === "";
  }
}
