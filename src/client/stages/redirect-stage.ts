import { msg, str } from "@lit/localize";
import { html, type TemplateResult } from "lit";
import { redirectTarget } from "../../protocol/next-url.ts";
import { FlowContextConsumer } from "../ui/controllers/flow-context-consumer.ts";
import { StageElement } from "../ui/stage-element.ts";
import { wayOut } from "../ui/templates/notice.ts";
import { startOver } from "../ui/templates/ways-out.ts";

/** The flow leads elsewhere. The executor navigates; this is what stands there meanwhile, or when an app has taken over. */
export class RedirectStage extends StageElement<"xak-flow-redirect"> {
  readonly #context = new FlowContextConsumer(this);

  override get heading(): string {
    const { kind } = this.#target;
    if (kind === "unsafe") return msg("This page could not be loaded");
    return kind === "app" ? msg("You may close this page now") : msg("One moment");
  }

  override get intro(): string {
    const target = this.#target;
    if (target.kind === "app") return msg("The app takes over from here.");
    return target.kind === "page"
      ? msg(str`You are being taken to ${target.url.host}.`)
      : msg("The server wants to open an address that is not safe. Nothing was opened.");
  }

  protected override render(): TemplateResult {
    const target = this.#target;
    if (target.kind === "unsafe") return startOver(this.#context.base);
    const label = target.kind === "app" ? msg("Open the app again") : msg("Continue");
    return html`${wayOut(label, target.url, true)}`;
  }

  get #target(): ReturnType<typeof redirectTarget> {
    return redirectTarget(this.challenge.to, this.baseURI);
  }
}

customElements.define("ak-stage-redirect", RedirectStage);

declare global {
  interface HTMLElementTagNameMap {
    "ak-stage-redirect": RedirectStage;
  }
}
