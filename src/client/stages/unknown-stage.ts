import { msg, str } from "@lit/localize";
import { html, type TemplateResult } from "lit";
import { navigate } from "../platform/environment.ts";
import { readHostConfig } from "../platform/host-config.ts";
import { leave } from "../ui/leave.ts";
import { FlowContextConsumer } from "../ui/controllers/flow-context-consumer.ts";
import { StageElement } from "../ui/stage-element.ts";
import { notice, retryButton } from "../ui/templates/notice.ts";
import { wayBack } from "../ui/templates/ways-out.ts";

/**
 * Stands in for a component that this version does not know, so that nobody gets stuck on a blank page. Where the server has another
 * interface that may know it, the page goes there: the session has the plan, and goes on with this step.
 */
export class UnknownStage extends StageElement {
  readonly #context = new FlowContextConsumer(this);

  protected override firstUpdated(): void {
    const { fallback } = readHostConfig();
    if (fallback === undefined) return;
    // After the insertion, so that whoever watches finds a whole stage.
    queueMicrotask(() => this.isConnected && leave(this, fallback, () => navigate(fallback)));
  }

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
