import type { Model } from "../engine/model.ts";
import { coreModels } from "../engine/models/core-models.ts";
import { policyModels } from "../policies/registry.ts";
import { stageModels } from "../stages/registry.ts";

/** The models of everything that blueprints may have, beside users. */
export const importableModels: readonly Model[] = [...coreModels, ...policyModels, ...stageModels];
