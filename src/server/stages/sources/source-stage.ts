import { sentence } from "../../../protocol/locales/words.ts";
import { parseDuration } from "../../engine/duration.ts";
import { duration, reference, text, withDefault } from "../../engine/fields.ts";
import { defineModel } from "../../engine/model.ts";
import type { StageHandler } from "../../engine/stage-handler.ts";
import { currentUser } from "../current-user.ts";
import { oauthSourceModel } from "./oauth-source-model.ts";
import { resumeQueryKey } from "./source-resume-stage.ts";

const model = defineModel({
  name: "authentik_stages_source.sourcestage",
  family: "stage",
  unique: ["name"],
  fields: { name: text(), source: reference("source"), resume_timeout: withDefault(duration(), "minutes=10") },
});

const tenMinutes = 600_000;
const sentKey = "goauthentik.io/sources/stage_sent";

/** Sends somebody to a source in the middle of a flow, and goes on when they come back. */
export const sourceStage: StageHandler<typeof model, "xak-flow-redirect"> = {
  model,
  async show(visit) {
    const { settings, plan, request, services } = visit;
    // Coming back is what this step is about; what was found out there is in the context by now.
    if (plan.context.is_sso === true && plan.context[sentKey] === settings.pk) return { kind: "ok" };
    const source = services.models.get(oauthSourceModel, settings.source);
    if (!source) return { kind: "denied", message: sentence("Source does not exist") };
    if (!source.enabled) return { kind: "denied", message: sentence("Invalid source") };
    const { [sentKey]: _before, ...context } = plan.context;
    const kept = { ...plan, context: { ...context, [sentKey]: settings.pk, [resumeQueryKey]: request.query } };
    const token = services.store.flowTokens.insert({
      identifier: `source-stage/${settings.pk}`,
      userPk: currentUser(visit)?.pk ?? null,
      plan: structuredClone(kept),
      expires: request.now + (parseDuration(settings.resume_timeout) ?? tenMinutes),
    });
    const to = `/source/oauth/login/${source.slug}/?resume=${token}`;
    return { kind: "challenge", challenge: { component: "xak-flow-redirect", to } };
  },
};
