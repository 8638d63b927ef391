import { msg, str } from "@lit/localize";
import { html, nothing, type TemplateResult } from "lit";
import { FlowContextConsumer } from "../ui/controllers/flow-context-consumer.ts";
import { flowErrorStyles } from "./flow-error-stage.styles.ts";
import { StageElement } from "../ui/stage-element.ts";
import { notice, retryButton } from "../ui/templates/notice.ts";
import { startOver } from "../ui/templates/ways-out.ts";

/** The executor failed. The plan is still there, so another try may do. */
export class FlowErrorStage extends StageElement<"ak-stage-flow-error"> {
  readonly #context = new FlowContextConsumer(this);

  constructor() {
    super();
    flowErrorStyles(this);
  }

  override get heading(): string {
    return msg("Something went wrong");
  }

  protected override render(): TemplateResult {
    const { error, traceback, request_id: id } = this.challenge;
    return html`${notice(error || msg("The server has a problem with this step. Nothing is lost. Try again in a moment."))}
    ${
      traceback
        ? html`<details class="ak-traceback">
          <summary>${msg("Technical details")}</summary>
          <pre dir="ltr" tabindex="0">${traceback}</pre>
        </details>`
        : nothing
    }
    ${retryButton(msg("Try again"))} ${startOver(this.#context.base, true)}
    ${id ? html`<p class="ak-request">${msg(str`Request ${id}`)}</p>` : nothing}`;
  }
}

customElements.define("ak-stage-flow-error", FlowErrorStage);

declare global {
  interface HTMLElementTagNameMap {
    "ak-stage-flow-error": FlowErrorStage;
  }
}
