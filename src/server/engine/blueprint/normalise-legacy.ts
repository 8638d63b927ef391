import {
  emailStageName,
  passwordStageName,
  promptName,
  userLoginStageName,
  userWriteStageName,
} from "../models/model-names.ts";
import { stageBindingModel } from "../models/stage-binding-model.ts";
import type { Blueprint, Entry, Value } from "./parse-blueprint.ts";

type Values = Entry["attrs"];

/**
 * Makes of a flow in the JSON format before 2022.8 what it means today: what was the default then is written out, what was renamed has its
 * new name. Attributes that no longer exist are ignored as in any blueprint.
 */
export function normaliseLegacy(blueprint: Blueprint): Blueprint {
  return { ...blueprint, entries: blueprint.entries.map(normaliseEntry) };
}

function normaliseEntry(entry: Entry, index: number): Entry {
  const model =
    typeof entry.model === "string" ? entry.model.toLowerCase().replace(/^passbook_/, "authentik_") : entry.model;
  const rule = typeof model === "string" ? rules[model] : undefined;
  return { ...entry, model, attrs: rule ? rule(entry.attrs, entry, index) : entry.attrs };
}

const rules: Readonly<Record<string, (attrs: Values, entry: Entry, index: number) => Values>> = {
  [stageBindingModel.name]: (attrs) =>
    attrs.re_evaluate_policies === false && attrs.evaluate_on_plan === undefined
      ? { ...attrs, evaluate_on_plan: true }
      : attrs,
  [promptName]: (attrs, entry, index) =>
    attrs.name === undefined && entry.identifiers.name === undefined
      ? { ...attrs, name: `${String(attrs.field_key)}_${String(entry.identifiers.pk ?? index)}` }
      : attrs,
  [emailStageName]: (attrs) =>
    typeof attrs.token_expiry === "number" ? { ...attrs, token_expiry: `minutes=${attrs.token_expiry}` } : attrs,
  [userLoginStageName]: (attrs) =>
    attrs.session_duration === "seconds=-1" ? { ...attrs, session_duration: "seconds=0" } : attrs,
  [passwordStageName]: ({ backends = [], ...attrs }) => ({
    ...attrs,
    backends: Array.isArray(backends) ? backends.map(renamedBackend) : backends,
  }),
  [userWriteStageName]: ({ can_create_users: canCreate, ...attrs }) => ({
    ...attrs,
    ...(typeof canCreate === "boolean" && {
      user_creation_mode: canCreate ? "create_when_required" : "never_create",
    }),
  }),
};

function renamedBackend(backend: Value): Value {
  if (backend === "django.contrib.auth.backends.ModelBackend") return "authentik.core.auth.InbuiltBackend";
  return typeof backend === "string" ? backend.replace(/^passbook\./, "authentik.") : backend;
}
