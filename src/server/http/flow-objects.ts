import type {
  FlowSetOnWire,
  PlannedBindingOnWire,
  StageBindingOnWire,
  StageOnWire,
} from "../../protocol/inspection.ts";
import type { Services } from "../engine/services.ts";
import { type Flow, flowModel } from "../engine/models/flow-model.ts";
import { type StageBinding, stageBindingModel } from "../engine/models/stage-binding-model.ts";
import type { PlannedBinding } from "../engine/plan.ts";
import type { StoredObject } from "../store/object-store.ts";
import { stageTypeNames } from "../engine/type-names.ts";

type Models = Services["models"];

/** The binding object that stands for no binding. */
const noBinding = {
  target: null,
  stage: null,
  evaluate_on_plan: false,
  re_evaluate_policies: false,
  order: null,
  policy_engine_mode: null,
  invalid_response_action: null,
} as const;

/** A stage binding as the API shows it, with its stage. */
export function bindingOnWire(models: Models, binding: StageBinding): StageBindingOnWire {
  return {
    pk: binding.pk,
    policybindingmodel_ptr_id: binding.pk,
    target: binding.target,
    stage: binding.stage,
    stage_obj: stageOnWire(models, binding.stage, models.raw(binding.stage)),
    evaluate_on_plan: binding.evaluate_on_plan,
    re_evaluate_policies: binding.re_evaluate_policies,
    order: binding.order,
    policy_engine_mode: binding.policy_engine_mode,
    invalid_response_action: binding.invalid_response_action,
  };
}

/** A step of a plan as the API shows it: its binding, or for a stage in memory one that exists nowhere else. */
export function stepOnWire(models: Models, step: PlannedBinding | undefined): PlannedBindingOnWire {
  if (!step) return noBinding;
  const stored = step.binding === null ? undefined : models.get(stageBindingModel, step.binding);
  if (stored) return bindingOnWire(models, stored);
  const { kind, pk } = step.stage;
  const stage = kind === "memory" ? memoryStage(pk, step.stage.model) : stageOnWire(models, pk, models.raw(pk));
  return {
    ...noBinding,
    pk,
    policybindingmodel_ptr_id: pk,
    stage: pk,
    stage_obj: stage,
    re_evaluate_policies: step.reEvaluate,
    order: step.order,
    policy_engine_mode: "any",
    invalid_response_action: step.invalidResponseAction,
  };
}

/** A stage as the API shows it wherever its type does not matter. */
export function stageOnWire(models: Models, pk: string, stored: StoredObject | undefined): StageOnWire {
  const flows = models
    .list(flowModel)
    .filter((flow) => models.listByTarget(stageBindingModel, flow.pk).some(({ stage }) => stage === pk));
  return {
    pk,
    name: String(stored?.data["name"] ?? ""),
    ...stageTypeNames(stored?.model ?? ""),
    flow_set: flows.map(flowSet),
  };
}

function memoryStage(pk: string, model: string): StageOnWire {
  const { component: _, ...names } = stageTypeNames(model);
  return { pk, name: "", component: "", ...names, verbose_name: model, flow_set: [] };
}

/** A flow where it is named beside one of its stages. */
export function flowSet(flow: Flow): FlowSetOnWire {
  return {
    pk: flow.pk,
    policybindingmodel_ptr_id: flow.pk,
    name: flow.name,
    slug: flow.slug,
    title: flow.title,
    designation: flow.designation,
    background_url: flow.background,
    policy_engine_mode: flow.policy_engine_mode,
    compatibility_mode: flow.compatibility_mode,
    export_url: `/api/v3/flows/instances/${flow.slug}/export/`,
    layout: flow.layout,
    denied_action: flow.denied_action,
  };
}
