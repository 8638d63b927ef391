/** `flow-interface/define`: the element, defined when the page says so, under the tag that the page likes. */
import type { Locale } from "../protocol/locales/locales.ts";
import type { FlowExecutor } from "../client/shell/executor.ts";
import { allowDefinitions } from "./define-element.ts";
import { environment } from "./environment.ts";
import { FlowElement } from "./flow-element.ts";

export {
  FlowBeforeLeaveEvent,
  FlowBeforeStepEvent,
  FlowBeforeSubmitEvent,
  FlowProblemEvent,
  FlowShownEvent,
} from "../client/ui/events.ts";
export type { FlowProblem, ProblemCode } from "../client/flow/flow-problem.ts";
export type { Brand, Challenge, ChallengeOf, ComponentName, Payload } from "../protocol/challenges.ts";
export type { Locale } from "../protocol/locales/locales.ts";
export { FlowElement } from "./flow-element.ts";

// The element has one tag; under another it needs a class of its own.
let isDefined = false;

/**
 * Defines the element. To do it again, or after another copy of the package has done it, changes nothing.
 *
 * @param options `prefix`: that of the tag in place of `ak`, such as `acme` for `<acme-flow-executor>`
 * @returns the tag
 */
export function defineFlow({ prefix = "ak" }: { readonly prefix?: string } = {}): string {
  const tag = `${prefix}-flow-executor`;
  const { customElements } = environment;
  if (!customElements) return tag; // Where pages are rendered on a server.
  allowDefinitions();
  if (!customElements.get(tag)) {
    customElements.define(tag, isDefined ? class extends FlowElement {} : FlowElement);
    isDefined = true;
  }
  return tag;
}

/** Makes a flow speak a language, such as `de`; the server is asked again for the current step. Rejects when there are no words for it. */
export async function setLanguage(executor: FlowExecutor, locale: Locale): Promise<void> {
  await (await import("../client/shell/language/set-language.ts")).setLanguage(executor, locale);
}
