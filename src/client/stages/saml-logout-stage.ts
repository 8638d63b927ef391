import { msg, str } from "@lit/localize";
import { html, nothing, type TemplateResult } from "lit";
import { postNativeForm } from "../platform/native-form.ts";
import { navigate } from "../platform/environment.ts";
import { leave } from "../ui/leave.ts";
import { StageElement } from "../ui/stage-element.ts";
import { actions } from "../ui/templates/actions.ts";
import { notice } from "../ui/templates/notice.ts";

/** Signs out of a SAML application by sending the browser there (SAML 2.0 Single Logout, front channel). The server sends one after the other. */
export class SamlLogoutStage extends StageElement<"ak-provider-saml-native-logout"> {
  override get heading(): string {
    return msg("Signing out");
  }

  override get intro(): string {
    const { provider_name: provider } = this.challenge;
    return provider ? msg(str`You are being signed out of ${provider}.`) : "";
  }

  protected override firstUpdated(): void {
    queueMicrotask(() => this.isConnected && this.#proceed());
  }

  protected override render(): TemplateResult {
    if (this.challenge.is_complete) return html`${actions(this, msg("Continue"))}`;
    return html`${this.#address ? nothing : notice(msg("The application did not say where to sign out."))}
    ${
      this.#address
        ? html`<button class="ak-button" type="button" @click=${this.#proceed}>${msg("Continue")}</button>`
        : actions(this, msg("Go on without"))
    }`;
  }

  get #address(): string | undefined {
    const { saml_binding: binding, post_url: post, redirect_url: redirect } = this.challenge;
    return (binding === "post" ? post : redirect) || undefined;
  }

  #proceed(): void {
    const { is_complete: isComplete, saml_binding: binding } = this.challenge;
    const address = this.#address;
    if (isComplete) this.send({});
    else if (address) leave(this, address, () => (binding === "post" ? this.#post(address) : navigate(address)));
  }

  #post(url: string): void {
    const { saml_request: request, saml_response: response, saml_relay_state: state } = this.challenge;
    const values = {
      ...(request && { SAMLRequest: request }),
      ...(response && { SAMLResponse: response }),
      ...(state && { RelayState: state }),
    };
    postNativeForm({ url, values });
  }
}

customElements.define("ak-stage-saml-logout", SamlLogoutStage);

declare global {
  interface HTMLElementTagNameMap {
    "ak-stage-saml-logout": SamlLogoutStage;
  }
}
