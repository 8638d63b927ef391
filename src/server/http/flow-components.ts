import { componentsOf } from "../../page/policy.ts";
import type { Challenge } from "../../protocol/challenges.ts";
import type { Flow } from "../engine/models/flow-model.ts";
import { stageBindingModel } from "../engine/models/stage-binding-model.ts";
import type { StageHandlers } from "../engine/stage-handler.ts";
import { promptStageModel } from "../stages/prompt/prompt-model.ts";
import type { Store } from "../store/store.ts";

/**
 * The components of the steps that a flow's page may come to show, as far as its policy depends on them: those of the challenge it begins
 * with, and those that only a stage's settings name.
 */
export function flowComponents(
  { objects }: Pick<Store, "objects">,
  handlers: StageHandlers,
  flow: Flow,
  challenge: Challenge | undefined,
): Set<string> {
  const named = objects.listByTarget(stageBindingModel.name, flow.pk).flatMap(({ data }) => {
    const stage = typeof data.stage === "string" ? objects.get(data.stage) : undefined;
    const handler = stage && Object.hasOwn(handlers, stage.model) ? handlers[stage.model] : undefined;
    return stage ? (handler?.components?.(stage.data) ?? []) : [];
  });
  return new Set([...named, ...(challenge ? componentsOf(challenge) : [])]);
}

/** Whether a form of the flow asks for a file: only then is a large answer read. */
export function takesFiles({ objects }: Pick<Store, "objects">, flow: Flow): boolean {
  return objects.listByTarget(stageBindingModel.name, flow.pk).some(({ data }) => {
    const stage = typeof data.stage === "string" ? objects.get(data.stage) : undefined;
    const prompts = stage?.model === promptStageModel.name && Array.isArray(stage.data.fields) ? stage.data.fields : [];
    return prompts.some((prompt) => typeof prompt === "string" && objects.get(prompt)?.data.type === "file");
  });
}
