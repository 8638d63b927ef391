import { msg, str } from "@lit/localize";
import { html, nothing, type TemplateResult } from "lit";
import type { Answered } from "../../../protocol/challenges.ts";
import type { FlowProblem } from "../../flow/flow-problem.ts";
import { problemText } from "../text/problem-text.ts";
import { sentencesOf } from "../text/sentences-of.ts";

/** What the end of a form has to know of its stage. */
export interface Acting {
  readonly challenge: Answered;
  /** The fields of the answer that have an input, with their errors beside it. */
  readonly fieldNames: readonly string[];
  readonly busy: boolean;
  readonly problem: FlowProblem | undefined;
  readonly waiting: { readonly slow: boolean; readonly seconds: number };
}

/**
 * The end of every form: what is wrong with the whole, then the one primary button. After a problem the button offers another try.
 *
 * @param label what the button says
 * @param again what it says after a problem, if not "Try again"
 */
export function actions(stage: Acting, label: string, again = msg("Try again")): TemplateResult {
  return html`${problemBar(stage)}${primaryButton(isRetry(stage.problem) ? again : label)}`;
}

/** Whether the same answer can be sent again: after a lost plan the step is another one. */
function isRetry(problem: FlowProblem | undefined): boolean {
  return problem !== undefined && problem.code !== "plan-lost";
}

/** What is wrong with the whole answer, or with what no input of the step stands for: the server's word, or a failed request. */
export function problemBar({ challenge, fieldNames, problem, waiting }: Acting): TemplateResult {
  const texts = Object.entries(challenge.response_errors ?? {}).flatMap(([name, errors]) =>
    fieldNames.includes(name) ? [] : sentencesOf(errors),
  );
  if (problem) texts.push(problemText(problem, waiting.seconds, isRetry(problem)));
  const slow = waiting.slow ? msg("This takes longer than usual. Nothing is lost; keep this page open.") : "";
  return html`<div class="ak-problem" role="alert" ?hidden=${texts.length === 0}>
      ${texts.map((text) => html`<p dir="auto" .textContent=${text}></p>`)}${requestLine(problem)}
    </div>
    <p class="ak-slow" role="status" ?hidden=${!slow}>${slow}</p>`;
}

/** The primary button. Its text is no node of ours, because browsers replace nodes when they translate a page. Its name is what password managers look for, in any language. */
function primaryButton(label: string): TemplateResult {
  return html`<button class="ak-button" type="submit" name="continue" .textContent=${label}></button>`;
}

function requestLine(problem: FlowProblem | undefined): TemplateResult | typeof nothing {
  if (!problem?.requestId) return nothing;
  return html`<p class="ak-request">${msg(str`Request ${problem.requestId}`)}</p>`;
}
