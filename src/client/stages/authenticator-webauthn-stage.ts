import { msg } from "@lit/localize";
import { html, nothing, type TemplateResult } from "lit";
import type { PasskeySetupChallenge } from "../../protocol/challenges.ts";
import { canUsePasskeys } from "../platform/webauthn.ts";
import { Ceremony } from "../ui/controllers/ceremony.ts";
import { StageElement } from "../ui/stage-element.ts";
import { authenticatorStyles } from "../ui/styles/authenticator.styles.ts";
import { actions } from "../ui/templates/actions.ts";
import { withFormErrors, withoutFormErrors } from "../ui/text/form-errors.ts";
import { icon } from "../ui/templates/icon.ts";
import { webAuthnText } from "../ui/text/webauthn-text.ts";

/**
 * Makes a passkey, or registers a security key. Begins by itself once; after anything has gone wrong only when asked to. Where it is only
 * offered, the browser may make one without a question, and nothing else begins by itself.
 */
export class AuthenticatorWebauthnStage extends StageElement<"ak-stage-authenticator-webauthn"> {
  readonly #ceremony = new Ceremony(this);
  /** Its errors are about a try before this one. */
  #staleErrors: unknown;
  /** What is under way nobody has asked for, and nobody sees. */
  #isQuiet = false;

  constructor() {
    super();
    authenticatorStyles(this);
  }

  override get heading(): string {
    return msg("Create a passkey");
  }

  override get intro(): string {
    return msg(
      "Next time you sign in with your fingerprint, face, PIN or security key. Your browser shows you what to do.",
    );
  }

  override connectedCallback(): void {
    if (!this.challenge.response_errors) this.#begin();
    super.connectedCallback();
  }

  protected override render(): TemplateResult {
    const { challenge } = this;
    const { running, problem } = this.#ceremony;
    const isWaiting = running && !this.#isQuiet;
    const status = this.busy ? msg("Saving.") : isWaiting ? msg("Waiting for your device or security key.") : "";
    const acting = this.#staleErrors === challenge ? withoutFormErrors(this) : this;
    return html`<div class="ak-scene">${icon("key")}<p role="status">${status}</p></div>
      ${actions(withFormErrors(acting, webAuthnText(problem)), msg("Create passkey"))}
      ${
        this.#isOptional
          ? html`<button class="ak-text-button" type="button" name="decline" @click=${this.#onDecline}>${msg("Not yet")}</button>`
          : nothing
      }`;
  }

  override submitted(): void {
    this.#register(true);
  }

  get #isOptional(): boolean {
    const { optional = false }: PasskeySetupChallenge = this.challenge;
    return optional;
  }

  readonly #onDecline = (): void => {
    if (this.busy) return;
    this.#ceremony.stop();
    this.send({ response: { declined: true } });
  };

  #begin(): void {
    if (!this.#isOptional) return this.#register();
    // Nothing to offer: the server forgets it, so that another browser of theirs is asked.
    if (!canUsePasskeys()) return this.send({ response: { declined: false } });
    this.#isQuiet = true;
    void this.#ceremony.run(
      (webauthn) => webauthn.registerQuietly(this.challenge.registration),
      (credential) => this.send({ response: credential }),
    );
  }

  #register(isAsked = false): void {
    this.#isQuiet = false;
    this.#staleErrors = this.challenge;
    void this.#ceremony.run(
      (webauthn) => webauthn.register(this.challenge.registration),
      (credential) => this.send({ response: credential }),
      isAsked,
    );
  }
}

customElements.define("ak-stage-authenticator-webauthn", AuthenticatorWebauthnStage);

declare global {
  interface HTMLElementTagNameMap {
    "ak-stage-authenticator-webauthn": AuthenticatorWebauthnStage;
  }
}
