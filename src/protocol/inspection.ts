/** What the flow inspector answers (`GET flows/inspector/<slug>/`). Types only. */
import type { components } from "./schema.gen.ts";

type Schemas = components["schemas"];

/** A stage bound to a flow. */
export type StageBindingOnWire = Schemas["FlowStageBinding"];
export type StageOnWire = Schemas["Stage"];
/** A flow where it is named beside one of its stages. */
export type FlowSetOnWire = Schemas["FlowSet"];

/** The binding of a planned step. One of a stage in memory belongs to no flow; where no step is left all is empty. The schema knows neither. */
export type PlannedBindingOnWire =
  | StageBindingOnWire
  | (Partial<Pick<StageBindingOnWire, "pk" | "policybindingmodel_ptr_id" | "stage_obj">> & {
      readonly target: null;
      readonly stage: string | null;
      readonly evaluate_on_plan: boolean;
      readonly re_evaluate_policies: boolean;
      readonly order: number | null;
      readonly policy_engine_mode: Schemas["PolicyEngineMode"] | null;
      readonly invalid_response_action: Schemas["InvalidResponseActionEnum"] | null;
    });

/** A plan: before the step that it stands for was taken, or as it is now. */
export interface InspectedPlan {
  readonly current_stage: PlannedBindingOnWire;
  readonly next_planned_stage: PlannedBindingOnWire;
  readonly plan_context: Readonly<Record<string, unknown>>;
  /** SHA-256 of the session's key, in hexadecimal digits. */
  readonly session_id: string;
}

/** Where a session stands in a flow. */
export interface Inspection {
  /** The steps that are done, oldest first. */
  readonly plans: readonly InspectedPlan[];
  readonly current_plan?: InspectedPlan;
  readonly is_completed: boolean;
}
