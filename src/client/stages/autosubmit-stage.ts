import { msg, str } from "@lit/localize";
import { html, type TemplateResult } from "lit";
import { redirectTarget } from "../../protocol/next-url.ts";
import { postNativeForm } from "../platform/native-form.ts";
import { FlowContextConsumer } from "../ui/controllers/flow-context-consumer.ts";
import { leave } from "../ui/leave.ts";
import { StageElement } from "../ui/stage-element.ts";
import { notice } from "../ui/templates/notice.ts";
import { startOver } from "../ui/templates/ways-out.ts";

/** Sends a form to an application, by itself; where that does not lead anywhere, a button does it again. */
export class AutosubmitStage extends StageElement<"ak-stage-autosubmit"> {
  readonly #context = new FlowContextConsumer(this);

  override get heading(): string {
    if (this.#target.kind !== "page") return msg("This page could not be loaded");
    return this.challenge.title || msg("One moment");
  }

  override get intro(): string {
    return this.#target.kind === "page"
      ? msg(str`You are being taken to ${this.#target.url.host}.`)
      : msg("The server wants to open an address that is not safe. Nothing was opened.");
  }

  protected override firstUpdated(): void {
    // After the insertion, so that whoever watches finds a whole stage.
    queueMicrotask(() => this.isConnected && this.#post());
  }

  protected override render(): TemplateResult {
    if (this.#target.kind !== "page") return startOver(this.#context.base);
    return html`${notice(msg("If nothing happens, continue by hand."))}
      <button class="ak-button" type="button" @click=${this.#post}>${msg("Continue")}</button>`;
  }

  get #target(): ReturnType<typeof redirectTarget> {
    return redirectTarget(this.challenge.url, this.baseURI);
  }

  #post(): void {
    const { url, attrs } = this.challenge;
    leave(this, url, () => postNativeForm({ url, values: attrs }));
  }
}

customElements.define("ak-stage-autosubmit", AutosubmitStage);

declare global {
  interface HTMLElementTagNameMap {
    "ak-stage-autosubmit": AutosubmitStage;
  }
}
