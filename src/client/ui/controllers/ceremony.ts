import type { ReactiveController, ReactiveControllerHost } from "lit";
import { WebAuthn } from "../../platform/webauthn.ts";
import type { CredentialJson } from "../../platform/webauthn-json.ts";
import { WebAuthnError, type WebAuthnProblem } from "../../platform/webauthn-problem.ts";

/** Runs ceremonies with passkeys and security keys for a stage, one at a time, and knows how they go. Ends with the stage. */
export class Ceremony implements ReactiveController {
  /** One is under way: the browser shows its own window. */
  running = false;
  /** Why the last one came to nothing. */
  problem: WebAuthnProblem | undefined;

  readonly #host: ReactiveControllerHost;
  readonly #webauthn = new WebAuthn();

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.stop();
  }

  /**
   * Runs one, in place of the one before.
   *
   * @param onDone gets the credential
   * @param isAsked somebody has pressed a button for it: then they are told whatever comes of it
   */
  async run(
    begin: (webauthn: WebAuthn) => Promise<CredentialJson>,
    onDone: (credential: CredentialJson) => void,
    isAsked = false,
  ): Promise<void> {
    this.running = true;
    this.problem = undefined;
    this.#host.requestUpdate();
    try {
      const credential = await begin(this.#webauthn);
      this.running = false;
      onDone(credential);
    } catch (cause) {
      this.running = false;
      const code = cause instanceof WebAuthnError ? cause.code : "unknown";
      this.problem = isAsked && code === "needs-gesture" ? "cancelled" : code;
    }
    this.#host.requestUpdate();
  }

  /** Ends the one that is under way, and forgets what came of it. */
  stop(): void {
    this.#webauthn.stop();
    this.running = false;
    this.problem = undefined;
  }
}
