import { msg, str } from "@lit/localize";
import { html, type TemplateResult } from "lit";
import { FlowContextConsumer } from "../ui/controllers/flow-context-consumer.ts";
import { StageElement } from "../ui/stage-element.ts";
import { notice, retryButton } from "../ui/templates/notice.ts";
import { wayBack } from "../ui/templates/ways-out.ts";

/** Stands in for a component that this version does not know, so that nobody gets stuck on a blank page. */
export class UnknownStage extends StageElement {
  readonly #context = new FlowContextConsumer(this);

  override get heading(): string {
    return msg("This step cannot be shown");
  }

  protected override render(): TemplateResult {
    const { component, flow_info: info } = this.challenge;
    return html`${notice(
      msg(
        str`The server asks for “${component}”, which this page does not know. It may be newer than the page: reload, or go back and choose another way.`,
      ),
    )}
    ${wayBack(info?.cancel_url, this.#context.base)} ${retryButton(msg("Try again"), true)}`;
  }
}

customElements.define("ak-stage-unknown", UnknownStage);

declare global {
  interface HTMLElementTagNameMap {
    "ak-stage-unknown": UnknownStage;
  }
}
