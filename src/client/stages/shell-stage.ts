import { msg } from "@lit/localize";
import { html, type TemplateResult } from "lit";
import type { ChallengeOf } from "../../protocol/challenges.ts";
import { FlowContextConsumer } from "../ui/controllers/flow-context-consumer.ts";
import { type PageWords, pageWords, prepareHtml, sanitisedHtml } from "../ui/sanitised-html.ts";
import { StageElement } from "../ui/stage-element.ts";
import { htmlStyles } from "../ui/sanitised-html.styles.ts";
import { notice, wayOut } from "../ui/templates/notice.ts";
import { startOver } from "../ui/templates/ways-out.ts";

/** Shows a page that the server made where a step should be, such as the refusal of a login source: its words, and a way on. */
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
    return this.#page?.title || this.challenge.flow_info?.title || msg("A message from the server");
  }

  protected override render(): TemplateResult {
    const { body } = this.challenge;
    const page = this.#page;
    if (page) {
      return html`${page.sentences.map((sentence) => notice(sentence))} ${startOver(this.#context.base)}
      ${wayOut(msg("Go to the overview"), this.#context.base, true)}`;
    }
    return html`<div class="ak-html" dir="auto">
        ${body ? sanitisedHtml(body) : msg("The server sent an empty page. Start over to try again.")}
      </div>
      ${startOver(this.#context.base)}`;
  }

  /** authentik sends its page of a refusal, menus and all, with a document around it: then only what it says is shown. */
  get #page(): PageWords | undefined {
    return pageWords(this.challenge.body);
  }
}

customElements.define("xak-flow-shell", ShellStage);

declare global {
  interface HTMLElementTagNameMap {
    "xak-flow-shell": ShellStage;
  }
}
