import { msg } from "@lit/localize";
import { html, type TemplateResult } from "lit";
import { Ceremony } from "../ui/controllers/ceremony.ts";
import { StageElement } from "../ui/stage-element.ts";
import { authenticatorStyles } from "../ui/styles/authenticator.styles.ts";
import { actions } from "../ui/templates/actions.ts";
import { withFormErrors, withoutFormErrors } from "../ui/text/form-errors.ts";
import { icon } from "../ui/templates/icon.ts";
import { webAuthnText } from "../ui/text/webauthn-text.ts";

/** Makes a passkey, or registers a security key. Begins by itself once; after anything has gone wrong only when asked to. */
export class AuthenticatorWebauthnStage extends StageElement<"ak-stage-authenticator-webauthn"> {
  readonly #ceremony = new Ceremony(this);
  /** Its errors are about a try before this one. */
  #staleErrors: unknown;

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
    if (!this.challenge.response_errors) this.#register();
    super.connectedCallback();
  }

  protected override render(): TemplateResult {
    const { challenge } = this;
    const { running, problem } = this.#ceremony;
    const status = this.busy ? msg("Saving.") : running ? msg("Waiting for your device or security key.") : "";
    const acting = this.#staleErrors === challenge ? withoutFormErrors(this) : this;
    return html`<div class="ak-scene">${icon("key")}<p role="status">${status}</p></div>
      ${actions(withFormErrors(acting, webAuthnText(problem)), msg("Create passkey"))}`;
  }

  override submitted(): void {
    this.#register(true);
  }

  #register(isAsked = false): void {
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
