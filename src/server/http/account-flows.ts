import { flowModel } from "../engine/models/flow-model.ts";
import type { ModelStore } from "../engine/model-store.ts";
import type { LandingLink } from "./landing-page.ts";

/** What people can change about their account: the flows that are there for it. */
export function accountFlows(models: ModelStore): LandingLink[] {
  return models
    .list(flowModel)
    .filter(
      ({ designation, authentication }) =>
        designation === "stage_configuration" && authentication === "require_authenticated",
    )
    .map(({ slug, title }) => ({ path: `/if/flow/${slug}/`, shows: title }));
}
