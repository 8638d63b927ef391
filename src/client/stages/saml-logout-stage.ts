import { msg, str } from "@lit/localize";
import { html, nothing, type TemplateResult } from "lit";
import { samlLogout } from "../../protocol/saml-logout.ts";
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
    const { post_url: post, redirect_url: redirect } = this.challenge;
    return (samlLogout(this.challenge).posted ? post : redirect) || undefined;
  }

  #proceed(): void {
    const address = this.#address;
    if (this.challenge.is_complete) this.send({});
    else if (address) leave(this, address, () => this.#signOut(address));
  }

  #signOut(url: string): void {
    const { posted, values } = samlLogout(this.challenge);
    if (posted) postNativeForm({ url, values });
    else navigate(url);
  }
}

customElements.define("ak-stage-saml-logout", SamlLogoutStage);

declare global {
  interface HTMLElementTagNameMap {
    "ak-stage-saml-logout": SamlLogoutStage;
  }
}
