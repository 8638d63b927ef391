import {
  emailStageName,
  expressionPolicyName,
  passwordStageName,
  promptName,
  userLoginStageName,
  userWriteStageName,
} from "../models/model-names.ts";
import type { Value } from "./parse-blueprint.ts";

export type Values = Readonly<Record<string, Value>>;

/** What a rule looks at. */
export interface LegacyEntry {
  readonly model: string;
  /** Identifiers and attributes, the latter on top. */
  readonly all: Values;
  readonly attrs: Values;
  /** Counted from 0. */
  readonly index: number;
  /** Whether the document as a whole is known to be from before 2023.5. */
  readonly isOld: boolean;
}

/** What a rule makes of an entry. */
export interface Rewritten {
  readonly model?: string;
  readonly attrs?: Values;
  /** Attributes that an object only gets when it is made. */
  readonly whenNew?: Values;
}

export interface LegacyRule {
  /** The release since which files are written otherwise. */
  readonly since: string;
  /** What was written before, for the log. */
  readonly what: string;
  readonly models: readonly string[] | RegExp;
  /** `undefined` where the entry is as files are today. */
  readonly rewrite: (entry: LegacyEntry) => Rewritten | undefined;
}

const passwordPolicy = "authentik_policies_password.passwordpolicy";
const validate = "authentik_stages_authenticator_validate.authenticatorvalidatestage";

const mailFolder = "stages/email/for_email/";

/** Fields whose placeholder is their list of choices. */
const choosing = new Set<Value>(["dropdown", "radio-button-group"]);
const designations: Readonly<Record<string, string>> = {
  password_change: "stage_configuration",
  stage_setup: "stage_configuration",
};
const promptTypes: Readonly<Record<string, string>> = { data: "date", "data-time": "date-time", "e-mail": "email" };
const providers: Readonly<Record<string, string>> = { "openid-connect": "openidconnect", "azure-ad": "azuread" };

/** An attribute whose old values have other names today. */
function renamedValues(name: string, names: Readonly<Record<string, string>>): LegacyRule["rewrite"] {
  return ({ attrs }) => {
    const value = attrs[name];
    const today = typeof value === "string" && Object.hasOwn(names, value) ? names[value] : undefined;
    return today === undefined ? undefined : { attrs: { ...attrs, [name]: today } };
  };
}

/** An attribute that has another name today. */
function renamedAttribute(from: string, to: string, change = (value: Value): Value => value): LegacyRule["rewrite"] {
  return ({ attrs }) => {
    const { [from]: value, ...rest } = attrs;
    return value === undefined
      ? undefined
      : { attrs: rest[to] === undefined ? { ...rest, [to]: change(value) } : rest };
  };
}

/** Numbers that have a unit today. */
function withUnit(name: string, unit: string): LegacyRule["rewrite"] {
  return ({ attrs }) => {
    const value = attrs[name];
    return typeof value === "number" ? { attrs: { ...attrs, [name]: `${unit}=${value}` } } : undefined;
  };
}

/** How files were written before, from the oldest change to the newest. */
export const legacyRules: readonly LegacyRule[] = [
  {
    since: "2020.12",
    what: "an expression that speaks of passbook",
    models: [expressionPolicyName],
    rewrite({ attrs }) {
      const { expression } = attrs;
      if (typeof expression !== "string" || !/\bpb_[a-z]|\bpassbook\./.test(expression)) return undefined;
      const today = expression.replace(/\bpb_(?=[a-z])/g, "ak_").replace(/\bpassbook\./g, "authentik.");
      return { attrs: { ...attrs, expression: today } };
    },
  },
  {
    since: "2020.12",
    what: "a designation of another name",
    models: ["authentik_flows.flow"],
    rewrite: renamedValues("designation", designations),
  },
  {
    since: "2020.12",
    what: "a session that ends with the browser as seconds=-1",
    models: [userLoginStageName],
    rewrite: renamedValues("session_duration", { "seconds=-1": "seconds=0" }),
  },
  {
    since: "2020.12",
    what: "the length of a session in seconds",
    models: [userLoginStageName],
    rewrite: withUnit("session_duration", "seconds"),
  },
  {
    since: "2020.12",
    what: "a template in the folder stages/email/for_email",
    models: [emailStageName],
    rewrite({ attrs }) {
      const { template } = attrs;
      if (typeof template !== "string" || !template.startsWith(mailFolder)) return undefined;
      return { attrs: { ...attrs, template: `email/${template.slice(mailFolder.length)}` } };
    },
  },
  {
    since: "2021.1",
    what: "a flow to change passwords as change_flow",
    models: [passwordStageName],
    rewrite: renamedAttribute("change_flow", "configure_flow"),
  },
  {
    since: "2021.4",
    what: "a type of field of another name",
    models: [promptName],
    rewrite: renamedValues("type", promptTypes),
  },
  {
    since: "2021.4",
    what: "a type of provider of another name",
    models: ["authentik_sources_oauth.oauthsource"],
    rewrite: renamedValues("provider_type", providers),
  },
  {
    since: "2021.12",
    what: "a backend of another name",
    models: [passwordStageName],
    rewrite({ attrs }) {
      const { backends } = attrs;
      if (!Array.isArray(backends)) return undefined;
      const today = backends.map(currentBackend);
      return today.some((backend, index) => backend !== backends[index])
        ? { attrs: { ...attrs, backends: today } }
        : undefined;
    },
  },
  {
    since: "2022.6",
    what: "one stage to set up a second factor",
    models: [validate],
    rewrite: renamedAttribute("configuration_stage", "configuration_stages", (stage) =>
      stage === null ? [] : [stage],
    ),
  },
  {
    since: "2022.11",
    what: "a policy about leaked passwords",
    models: [passwordPolicy],
    rewrite({ attrs }) {
      const { allowed_count: allowed, ...rest } = attrs;
      if (allowed === undefined) return undefined;
      const rules = { check_static_rules: false, check_have_i_been_pwned: true, hibp_allowed_count: allowed };
      return { attrs: { ...rules, ...rest } };
    },
  },
  {
    since: "2022.12",
    what: "a binding that is evaluated while planning, unless it says otherwise",
    models: ["authentik_flows.flowstagebinding"],
    rewrite: ({ all, attrs }) =>
      isFalse(all.re_evaluate_policies) && all.evaluate_on_plan === undefined
        ? { attrs: { ...attrs, evaluate_on_plan: true } }
        : undefined,
  },
  {
    since: "2022.12",
    what: "whether accounts may be made as can_create_users",
    models: [userWriteStageName],
    rewrite({ attrs }) {
      const { can_create_users: canCreate, ...rest } = attrs;
      if (typeof canCreate !== "boolean") return undefined;
      const mode = canCreate ? "create_when_required" : "never_create";
      return { attrs: { user_creation_mode: mode, ...rest } };
    },
  },
  {
    since: "2023.1",
    what: "a field without a name",
    models: [promptName],
    rewrite({ all, index }) {
      if (all.name !== undefined) return undefined;
      const { field_key: key, label, pk } = all;
      const rest = [pk, label].find((part) => typeof part === "string" && part !== "");
      const name = `${typeof key === "string" ? key : "field"}_${typeof rest === "string" ? rest : index}`;
      return { whenNew: { name } };
    },
  },
  {
    since: "2023.5",
    what: "an expression for what a field holds at first as its placeholder",
    models: [promptName],
    rewrite({ attrs, isOld }) {
      const { placeholder, placeholder_expression: isExpression, ...rest } = attrs;
      const isDone = attrs.initial_value !== undefined || attrs.initial_value_expression !== undefined;
      if (!isOld || isExpression !== true || placeholder === undefined || isDone || choosing.has(attrs.type ?? null)) {
        return undefined;
      }
      return { attrs: { ...rest, initial_value: placeholder, initial_value_expression: true } };
    },
  },
  {
    since: "2024.2",
    what: "a brand as a tenant",
    models: ["authentik_tenants.tenant"],
    rewrite: ({ all }) => (all.domain === undefined ? undefined : { model: "authentik_brands.brand" }),
  },
  {
    since: "2025.4",
    what: "how long a link can be used in minutes",
    models: [emailStageName],
    rewrite: withUnit("token_expiry", "minutes"),
  },
  {
    since: "2025.10",
    what: "a name that is null",
    models: /^authentik_stages_authenticator_/,
    rewrite: ({ attrs }) => (attrs.friendly_name === null ? { attrs: { ...attrs, friendly_name: "" } } : undefined),
  },
];

function isFalse(value: Value | undefined): boolean {
  return value === false || (typeof value === "string" && /^(false|no|off|0)$/i.test(value)) || value === 0;
}

function currentBackend(backend: Value): Value {
  if (typeof backend !== "string") return backend;
  if (backend === "django.contrib.auth.backends.ModelBackend") return "authentik.core.auth.InbuiltBackend";
  return backend
    .replace(/^passbook\./, "authentik.")
    .replace(/^authentik\.core\.token_auth\.TokenBackend$/, "authentik.core.auth.TokenBackend");
}
