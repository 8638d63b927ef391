import { msg } from "@lit/localize";
import { html, type TemplateResult } from "lit";
import { navigate } from "../platform/environment.ts";
import { leave } from "../ui/leave.ts";
import { StageElement } from "../ui/stage-element.ts";
import { problemBar } from "../ui/templates/actions.ts";
import { otherWay } from "../ui/templates/other-way.ts";

/**
 * Signs in with an Apple account: sends the browser to Apple, which posts its answer to the server. By redirect and without Apple's script,
 * which a strict policy forbids ("Incorporating Sign in with Apple into other platforms" in Apple's documentation).
 */
export class AppleSourceStage extends StageElement<"ak-source-oauth-apple"> {
  override get heading(): string {
    return msg("Sign in with Apple");
  }

  override get intro(): string {
    return msg("You are being taken to Apple.");
  }

  protected override firstUpdated(): void {
    // After the insertion, so that whoever watches finds a whole stage.
    queueMicrotask(() => this.isConnected && this.#proceed());
  }

  protected override render(): TemplateResult {
    return html`${problemBar(this)}
      <button class="ak-button" type="button" @click=${this.#proceed}>${msg("Continue with Apple")}</button>
      ${otherWay(this.challenge)}`;
  }

  get #address(): string {
    const { client_id, redirect_uri, scope, state } = this.challenge;
    const values = {
      client_id,
      redirect_uri,
      scope,
      state,
      response_type: "code id_token",
      response_mode: "form_post",
    };
    // Spaces as %20: Apple does not read the plus sign.
    const query = Object.entries(values).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
    return `https://appleid.apple.com/auth/authorize?${query.join("&")}`;
  }

  #proceed(): void {
    const address = this.#address;
    leave(this, address, () => navigate(address));
  }
}

customElements.define("ak-flow-source-oauth-apple", AppleSourceStage);

declare global {
  interface HTMLElementTagNameMap {
    "ak-flow-source-oauth-apple": AppleSourceStage;
  }
}
