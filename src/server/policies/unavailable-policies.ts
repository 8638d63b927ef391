import { dictionary, flag, integer, list, nullable, optional, text, withDefault } from "../engine/fields.ts";
import { defineModel, type Model } from "../engine/model.ts";
import { type PolicyHandler, policyFields } from "./policy-handler.ts";

const optionalText = optional(nullable(text({ blank: true })));

const geoIpModel = defineModel({
  name: "authentik_policies_geoip.geoippolicy",
  family: "policy",
  unique: ["name"],
  fields: {
    ...policyFields,
    asns: withDefault(list(integer()), []),
    countries: withDefault(list(text()), []),
    countries_obj: optional(list(dictionary())),
    check_history_distance: withDefault(flag(), false),
    history_max_distance_km: withDefault(integer({ min: 0 }), 100),
    distance_tolerance_km: withDefault(integer({ min: 0 }), 50),
    history_login_count: withDefault(integer({ min: 0 }), 5),
    check_impossible_travel: withDefault(flag(), false),
    impossible_tolerance_km: withDefault(integer({ min: 0 }), 100),
  },
});

const eventMatcherModel = defineModel({
  name: "authentik_policies_event_matcher.eventmatcherpolicy",
  family: "policy",
  unique: ["name"],
  fields: {
    ...policyFields,
    action: optionalText,
    client_ip: optionalText,
    app: optionalText,
    model: optionalText,
    query: optionalText,
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
