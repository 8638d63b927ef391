/** What a page of somebody else's loads: the element, and what stages of one's own are made with. */
import type { Locale } from "../protocol/locales/locales.ts";
import { FlowExecutor } from "./shell/flow-executor.ts";

export { FlowExecutor } from "./shell/flow-executor.ts";
export { registerStage } from "./shell/stage-loader.ts";
export {
  FlowBeforeLeaveEvent,
  FlowBeforeStepEvent,
  FlowBeforeSubmitEvent,
  FlowChallengeEvent,
  FlowProblemEvent,
  FlowRetryEvent,
  FlowShownEvent,
  FlowSubmitEvent,
} from "./ui/events.ts";
export { StageElement } from "./ui/stage-element.ts";

/** Makes a flow speak a language, such as `de`; the server is asked again for the current step. Rejects when there are no words for it. */
export async function setLanguage(executor: FlowExecutor, locale: Locale): Promise<void> {
  await (await import("./shell/language/set-language.ts")).setLanguage(executor, locale);
}

// What a page of ours starts beside a flow, this starts none of, but for names that do not fit into their line.
const legible = new WeakSet<FlowExecutor>();
addEventListener("ak-flow-shown", (event) => {
  const [executor] = event.composedPath();
  if (!(executor instanceof FlowExecutor) || legible.has(executor)) return;
  legible.add(executor);
  void import("./shell/legible.ts").then(({ stayLegible }) => stayLegible(executor), console.warn);
});
