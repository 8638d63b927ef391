import { msg, str } from "@lit/localize";
import { html, nothing, type TemplateResult } from "lit";
import type { FlowProblem, ProblemCode } from "../flow/flow-problem.ts";
import { FlowContextConsumer } from "../ui/controllers/flow-context-consumer.ts";
import { pageQuery } from "../platform/environment.ts";
import { StageElement } from "../ui/stage-element.ts";
import { notice, retryButton, wayOut } from "../ui/templates/notice.ts";
import { problemText } from "../ui/text/problem-text.ts";

/** Problems that another try cannot solve: the page has to be loaded anew, or left. */
const final: ReadonlySet<ProblemCode> = new Set(["not-found", "unsafe-redirect"]);

/** Shown when there is no step to show: the first request failed. Part of the app, because the network may be gone. */
export class ProblemStage extends StageElement {
  readonly #context = new FlowContextConsumer(this);

  override get heading(): string {
    return this.problem?.code === "not-found" ? msg("Page not found") : msg("This page could not be loaded");
  }

  protected override render(): TemplateResult | typeof nothing {
    const { problem } = this;
    if (!problem) return nothing;
    return html`${notice(problemText(problem, this.waiting.seconds, false))}
    ${this.#renderWayOn(problem)}
    ${problem.requestId ? html`<p class="ak-request">${msg(str`Request ${problem.requestId}`)}</p>` : nothing}`;
  }

  #renderWayOn({ code }: FlowProblem): TemplateResult {
    if (code === "stage-missing") return wayOut(msg("Reload the page"), `?${pageQuery()}`); // Browsers remember what they could not load.
    if (!final.has(code)) return retryButton(msg("Try again"));
    if (code === "not-found") return wayOut(msg("Go to the overview"), this.#context.base);
    return wayOut(msg("Start over"), `${this.#context.base}flows/-/cancel/`);
  }
}

customElements.define("ak-stage-problem", ProblemStage);

declare global {
  interface HTMLElementTagNameMap {
    "ak-stage-problem": ProblemStage;
  }
}
