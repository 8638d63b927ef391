import { sentence } from "../../protocol/locales/words.ts";
import { dictionary, flag, nullable, optional, reference, slug, text, withDefault } from "../engine/fields.ts";
import { queryParameter } from "../engine/flow-request.ts";
import { defineModel, type InstanceOf } from "../engine/model.ts";
import { deepMerge } from "../engine/nested-json.ts";
import type { StageHandler, StageVisit } from "../engine/stage-handler.ts";
import type { JsonValue } from "../store/json-value.ts";
import { promptData } from "./prompt/resolve-prompt.ts";

/** An invitation: its primary key is the token of its link, `/if/flow/<slug>/?itoken=<pk>`. */
export const invitationModel = defineModel({
  name: "authentik_stages_invitation.invitation",
  family: "invitation",
  unique: ["name"],
  fields: {
    name: slug(),
    /** ISO 8601. */
    expires: optional(nullable(text())),
    fixed_data: withDefault(dictionary(), {}),
    single_use: withDefault(flag(), false),
    flow: optional(nullable(reference("flow"))),
    created_by: optional(nullable(reference("user"))),
  },
  check({ expires }) {
    if (expires == null || !Number.isNaN(Date.parse(String(expires)))) return undefined;
    return { expires: [{ string: "Datetime has wrong format.", code: "invalid" }] };
  },
});

type Invitation = InstanceOf<typeof invitationModel>;

const model = defineModel({
  name: "authentik_stages_invitation.invitationstage",
  family: "stage",
  unique: ["name"],
  fields: { name: text(), continue_flow_without_invitation: withDefault(flag(), false) },
});

type Visit = StageVisit<InstanceOf<typeof model>>;

/** Lets through whoever has an invitation, and takes over what the invitation lays down about them. */
export const invitationStage: StageHandler<typeof model, never> = {
  model,
  async show(visit) {
    const { settings, plan, services } = visit;
    const invitation = invitationOf(visit);
    if (!invitation) {
      if (settings.continue_flow_without_invitation) return { kind: "ok" };
      return {
        kind: "denied",
        message: sentence(
          "This invitation is no longer valid, or a part of its link is missing. Ask whoever invited you for a new one.",
        ),
      };
    }
    const { pk, name, fixed_data } = invitation;
    plan.context.invitation_in_effect = true;
    plan.context.invitation = { pk, name, fixed_data };
    plan.context.prompt_data = deepMerge(promptData(visit), fixed_data, joinLists);
    if (invitation.single_use) services.store.objects.remove(pk);
    return { kind: "ok" };
  },
};

function invitationOf(visit: Visit): Invitation | undefined {
  const { flow, request, services } = visit;
  const { query } = request;
  const token =
    queryParameter(query, "itoken") ?? queryParameter(query, "token") ?? String(promptData(visit).token ?? "");
  const found = services.models.get(invitationModel, hyphenated(token));
  if (!found || (found.flow != null && found.flow !== flow.pk)) return undefined;
  return found.expires != null && Date.parse(found.expires) <= request.now ? undefined : found;
}

/** Links may have the UUID without its hyphens. */
function hyphenated(token: string): string {
  return token.replace(/^(\w{8})(\w{4})(\w{4})(\w{4})(\w{12})$/, "$1-$2-$3-$4-$5");
}

/** Lists are joined; elsewhere what is laid down wins. */
function joinLists(below: JsonValue | undefined, value: JsonValue | undefined): JsonValue | undefined {
  return Array.isArray(below) && Array.isArray(value) ? [...below, ...value] : value;
}
