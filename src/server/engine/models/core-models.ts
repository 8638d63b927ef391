import type { Model } from "../model.ts";
import { brandModel } from "./brand-model.ts";
import { flowModel } from "./flow-model.ts";
import { groupModel } from "./group-model.ts";
import { policyBindingModel } from "./policy-binding-model.ts";
import { stageBindingModel } from "./stage-binding-model.ts";

/** The models the engine itself works with; stages bring their own. */
export const coreModels: readonly Model[] = [flowModel, stageBindingModel, policyBindingModel, brandModel, groupModel];
