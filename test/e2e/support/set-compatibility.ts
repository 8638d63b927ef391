import { applyBlueprint } from "../../../src/server/engine/blueprint/apply-blueprint.ts";
import { parseBlueprint } from "../../../src/server/engine/blueprint/parse-blueprint.ts";
import { ModelStore } from "../../../src/server/engine/model-store.ts";
import { flowModel } from "../../../src/server/engine/models/flow-model.ts";
import { importableModels } from "../../../src/server/services/importable-models.ts";
import type { RunningServer } from "./running-server.ts";

/** Sets the mode of all flows. */
export function setCompatibility({ store }: RunningServer, compatibility: boolean): void {
  const entries = new ModelStore(store.objects)
    .list(flowModel)
    .map(
      ({ slug }) =>
        `  - { model: authentik_flows.flow, identifiers: { slug: ${slug} }, attrs: { compatibility_mode: ${compatibility} } }`,
    );
  const blueprint = parseBlueprint(`version: 1\nentries:\n${entries.join("\n")}`, "compatibility.yaml");
  applyBlueprint(blueprint, { store, models: importableModels, now: Date.now() });
}
