import { msg, str } from "@lit/localize";
import { css, html, nothing, type TemplateResult } from "lit";
import { Home } from "../ui/controllers/home.ts";
import { stageSheet } from "../ui/stage-sheet.ts";
import { StageElement } from "../ui/stage-element.ts";
import { notice, retryButton, wayOut } from "../ui/templates/notice.ts";

const adoptStyles = stageSheet(css`
  @layer flow.stage {
    .ak-traceback pre {
      max-block-size: 20rem;
      overflow: auto;
      padding: 0.75rem;
      border-radius: var(--ak-radius);
      background: var(--ak-surface);
      font-size: 0.8125rem;
    }
  }
`);

/** The executor failed. The plan is still there, so another try may do. */
export class FlowErrorStage extends StageElement<"ak-stage-flow-error"> {
  readonly #home = new Home(this);

  constructor() {
    super();
    adoptStyles(this);
  }

  override get heading(): string {
    return msg("Something went wrong");
  }

  protected override render(): TemplateResult {
    const { error, traceback, request_id: id, flow_info: info } = this.challenge;
    return html`${notice(error || msg("The server has a problem with this step. Nothing is lost. Try again in a moment."))}
    ${
      traceback
        ? html`<details class="ak-traceback">
          <summary>${msg("Technical details")}</summary>
          <pre dir="ltr" tabindex="0">${traceback}</pre>
        </details>`
        : nothing
    }
    ${retryButton(msg("Try again"))} ${wayOut(msg("Start over"), info?.cancel_url || this.#home.cancelUrl, true)}
    ${id ? html`<p class="ak-request">${msg(str`Request ${id}`)}</p>` : nothing}`;
  }
}

customElements.define("ak-stage-flow-error", FlowErrorStage);

declare global {
  interface HTMLElementTagNameMap {
    "ak-stage-flow-error": FlowErrorStage;
  }
}
