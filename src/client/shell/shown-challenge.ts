import type { Challenge } from "../../protocol/challenges.ts";
import type { StageElement } from "../ui/stage-element.ts";
import type { FlowExecutor } from "./flow-executor.ts";

/** The challenge of the step that shows; `undefined` before there is one. */
export function shownChallenge(executor: FlowExecutor): Challenge | undefined {
  return executor.querySelector<Partial<StageElement> & Element>("[data-stage]")?.challenge;
}
