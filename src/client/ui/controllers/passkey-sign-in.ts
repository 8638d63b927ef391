import type { ReactiveController, ReactiveControllerHost } from "lit";
import type { ChallengeOf } from "../../../protocol/challenges.ts";
import { isUnknownCredential } from "../../../protocol/unknown-credential.ts";
import { canAutofillPasskeys, hasUsedPasskey, WebAuthn } from "../../platform/webauthn.ts";
import type { CredentialJson } from "../../platform/webauthn-json.ts";
import { WebAuthnError } from "../../platform/webauthn-problem.ts";
import { FlowSubmitEvent } from "../events.ts";
import { webAuthnText } from "../text/webauthn-text.ts";

type Host = ReactiveControllerHost &
  HTMLElement & { readonly challenge: ChallengeOf<"ak-stage-identification">; readonly busy: boolean };

/** Milliseconds before the browser may suggest one again after the first that was refused; each further refusal doubles it. */
const firstPause = 2000;
const longestPause = 60_000;

/**
 * Signs in with a passkey where the account's name is asked for: from the browser's suggestions in that field, or with the button. Waits
 * in the background for as long as the step shows, and begins again only when the server wants another challenge signed; after a while,
 * because there are authenticators that answer by themselves. It waits only where somebody has used a passkey before: a field that takes
 * passkeys too is one that browsers do not fill in by themselves.
 */
export class PasskeySignIn implements ReactiveController {
  readonly #host: Host;
  readonly #webauthn = new WebAuthn();
  /** The options, as text, that the browser has been given. */
  #waitingFor = "";
  /** Somebody has pressed the button, and the browser shows its own window. */
  #isAsking = false;
  /** The account's name, while it takes passkeys too. */
  #input: HTMLInputElement | undefined;
  /** Milliseconds until the browser may suggest another one. */
  #pause = 0;
  #judged: Host["challenge"] | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

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
    const { challenge } = this.#host;
    if (challenge !== this.#judged && isUnknownCredential(challenge)) void this.#webauthn.disown();
    this.#judged = challenge;
    void this.#wait();
  }

  hostDisconnected(): void {
    this.#webauthn.stop();
    this.#waitingFor = "";
    clearTimeout(this.#timer);
    if (this.#input) this.#input.autocomplete = "username";
  }

  /** Lets the browser suggest passkeys. Nobody has asked for it, so what goes wrong is nobody's concern. */
  async #wait(): Promise<void> {
    const { passkey_challenge: options } = this.#host.challenge;
    const text = JSON.stringify(options ?? null);
    if (!options || this.#isAsking || text === this.#waitingFor || !hasUsedPasskey()) return;
    this.#waitingFor = text;
    const canWait = await canAutofillPasskeys();
    if (this.#pause > 0) await new Promise((resolve) => (this.#timer = setTimeout(resolve, this.#pause)));
    if (!canWait || this.#wasOvertaken(text) || !this.#host.isConnected) return;
    this.#input = this.#host.closest("form")?.querySelector<HTMLInputElement>("[name=uidField]") ?? undefined;
    if (this.#input) this.#input.autocomplete = "username webauthn";
    try {
      const credential = await this.#webauthn.authenticateFromAutofill(options);
      this.#pause = Math.min(longestPause, this.#pause * 2 || firstPause);
      this.#send(credential);
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
