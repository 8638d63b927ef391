import type { ReactiveController, ReactiveControllerHost } from "lit";
import type { Challenge } from "../../../protocol/challenges.ts";
import { isUnknownCredential } from "../../../protocol/unknown-credential.ts";
import { WebAuthn } from "../../platform/webauthn.ts";
import type { CredentialJson } from "../../platform/webauthn-json.ts";
import { WebAuthnError, type WebAuthnProblem } from "../../platform/webauthn-problem.ts";

type Host = ReactiveControllerHost & { readonly challenge: Challenge };

/** Runs ceremonies with passkeys and security keys for a stage, one at a time, and knows how they go. Ends with the stage. */
export class Ceremony implements ReactiveController {
  /** One is under way: the browser shows its own window. */
  running = false;
  /** Why the last one came to nothing. */
  problem: WebAuthnProblem | undefined;

  readonly #host: Host;
  readonly #webauthn = new WebAuthn();
  #judged: Challenge | undefined;

  constructor(host: Host) {
    this.#host = host;
    host.addController(this);
  }

  hostUpdate(): void {
    const { challenge } = this.#host;
    if (challenge === this.#judged) return;
    this.#judged = challenge;
    if (isUnknownCredential(challenge)) void this.#webauthn.disown();
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
