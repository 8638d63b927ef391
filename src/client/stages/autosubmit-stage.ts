import { msg, str } from "@lit/localize";
import { html, type TemplateResult } from "lit";
import { postNativeForm } from "../platform/native-form.ts";
import { leave } from "../ui/leave.ts";
import { StageElement } from "../ui/stage-element.ts";
import { notice } from "../ui/templates/notice.ts";

/** Sends a form to an application, by itself; where that does not lead anywhere, a button does it again. */
export class AutosubmitStage extends StageElement<"ak-stage-autosubmit"> {
  override get heading(): string {
    return this.challenge.title || msg("One moment");
  }

  override get intro(): string {
    const { url } = this.challenge;
    return URL.canParse(url, this.baseURI)
      ? msg(str`You are being taken to ${new URL(url, this.baseURI).host}.`)
      : msg("The address is not safe.");
  }

  protected override firstUpdated(): void {
    // After the insertion, so that whoever watches finds a whole stage.
    queueMicrotask(() => this.isConnected && this.#post());
  }

  protected override render(): TemplateResult {
    return html`${notice(msg("If nothing happens, continue by hand."))}
      <button class="ak-button" type="button" @click=${this.#post}>${msg("Continue")}</button>`;
  }

  #post(): void {
    const { url, attrs } = this.challenge;
    leave(this, url, () => postNativeForm({ url, values: attrs }));
  }
}

customElements.define("ak-stage-autosubmit", AutosubmitStage);
