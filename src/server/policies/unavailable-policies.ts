import { choice, dictionary, flag, integer, list, nullable, optional, text, withDefault } from "../engine/fields.ts";
import { currentModels } from "../engine/blueprint/known-models.ts";
import { defineModel, type Model } from "../engine/model.ts";
import { type PolicyHandler, policyFields } from "./policy-handler.ts";
import { blankOr, int32, matching } from "../engine/setting-fields.ts";

/** What events can be of, in authentik's words. */
const eventActions = (
  "login login_failed logout user_write suspicious_request password_set secret_view secret_rotate invitation_used" +
  " authorize_application source_linked impersonation_started impersonation_ended flow_execution policy_execution" +
  " policy_exception property_mapping_exception system_task_execution system_task_exception system_exception" +
  " configuration_error configuration_warning model_created model_updated model_deleted email_sent update_available" +
  " export_ready review_initiated review_overdue review_attested review_completed custom_"
).split(" ");

/** A part of authentik, as its Python calls it. */
const app = matching(/^authentik(?:\.[a-z][a-z0-9_]*)+$/);

const regions = new Intl.DisplayNames("en", { type: "region", fallback: "none" });

/** A country by its two letters (ISO 3166). */
const country = matching(/^[A-Z]{2}$/, (code) => regions.of(code) !== undefined);

const geoIpModel = defineModel({
  name: "authentik_policies_geoip.geoippolicy",
  family: "policy",
  unique: ["name"],
  fields: {
    ...policyFields,
    asns: withDefault(list(int32()), []),
    countries: list(country),
    countries_obj: optional(list(dictionary())),
    check_history_distance: withDefault(flag(), false),
    history_max_distance_km: withDefault(integer({ min: 0 }), 100),
    distance_tolerance_km: withDefault(int32({ min: 0 }), 50),
    history_login_count: withDefault(int32({ min: 0 }), 5),
    check_impossible_travel: withDefault(flag(), false),
    impossible_tolerance_km: withDefault(int32({ min: 0 }), 100),
  },
});

const eventMatcherModel = defineModel({
  name: "authentik_policies_event_matcher.eventmatcherpolicy",
  family: "policy",
  unique: ["name"],
  fields: {
    ...policyFields,
    action: optional(nullable(blankOr(choice(...eventActions)))),
    client_ip: optional(nullable(text())),
    app: optional(nullable(blankOr(app))),
    model: optional(nullable(blankOr(choice(...currentModels)))),
    query: optional(nullable(text())),
  },
});

/** Can be imported, and says when its turn comes why it cannot decide; the binding's `failure_result` does. */
function unavailable<M extends Model>(model: M, reason: string): PolicyHandler<M> {
  return {
    model,
    async evaluate() {
      throw new Error(reason);
    },
  };
}

export const geoIpPolicy = unavailable(geoIpModel, "GeoIP policies are not available here: no database of places.");
export const eventMatcherPolicy = unavailable(
  eventMatcherModel,
  "Event matcher policies are not available here: no events.",
);
