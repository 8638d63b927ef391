import { msg } from "@lit/localize";
import { html, type TemplateResult } from "lit";
import type { ChallengeOf } from "../../protocol/challenges.ts";
import { FlowContextConsumer } from "../ui/controllers/flow-context-consumer.ts";
import { prepareHtml, sanitisedHtml } from "../ui/sanitised-html.ts";
import { StageElement } from "../ui/stage-element.ts";
import { htmlStyles } from "../ui/sanitised-html.styles.ts";
import { wayOut } from "../ui/templates/notice.ts";

/** Shows a page that the server made where a step should be, such as the refusal of a login source: its words, and a way out. */
export class ShellStage extends StageElement<"xak-flow-shell"> {
  static prepare({ body }: ChallengeOf<"xak-flow-shell">): Promise<void> | undefined {
    return prepareHtml([body]);
  }

  readonly #context = new FlowContextConsumer(this);

  constructor() {
    super();
    htmlStyles(this);
  }

  override get heading(): string {
    return this.challenge.flow_info?.title || msg("A message from the server");
  }

  protected override render(): TemplateResult {
    const { body, flow_info: info } = this.challenge;
    return html`<div class="ak-html" dir="auto">
        ${body ? sanitisedHtml(body) : msg("The server sent an empty page. Start over to try again.")}
      </div>
      ${wayOut(msg("Start over"), info?.cancel_url || this.#context.cancelUrl)}`;
  }
}

customElements.define("xak-flow-shell", ShellStage);

declare global {
  interface HTMLElementTagNameMap {
    "xak-flow-shell": ShellStage;
  }
}
