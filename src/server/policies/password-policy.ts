import { sentence } from "../../protocol/locales/words.ts";
import { flag, text, withDefault } from "../engine/fields.ts";
import { defineModel, type InstanceOf } from "../engine/model.ts";
import type { PolicyRequest, PolicyResult } from "../engine/policy-engine.ts";
import { knownWords } from "./known-words.ts";
import { noPassword, passwordInContext } from "./password-in-context.ts";
import { passwordScore } from "./password-score.ts";
import { failed, passed, type PolicyHandler, policyFields, type PolicyServices } from "./policy-handler.ts";
import { int32, written } from "../engine/setting-fields.ts";

const amount = withDefault(int32({ min: 0 }), 0);

const model = defineModel({
  name: "authentik_policies_password.passwordpolicy",
  family: "policy",
  unique: ["name"],
  fields: {
    ...policyFields,
    password_field: withDefault(text(), "password"),
    check_static_rules: withDefault(flag(), true),
    check_have_i_been_pwned: withDefault(flag(), false),
    check_zxcvbn: withDefault(flag(), false),
    length_min: amount,
    amount_digits: amount,
    amount_uppercase: amount,
    amount_lowercase: amount,
    amount_symbols: amount,
    symbol_charset: withDefault(written(text({ trim: false })), "!\\\"#$%&'()*+,-./:;<=>?@[]^_`{|}~ "),
    error_message: withDefault(text({ blank: true }), ""),
    hibp_allowed_count: amount,
    zxcvbn_score_threshold: withDefault(int32({ min: 0 }), 2),
  },
});

type PasswordPolicy = InstanceOf<typeof model>;

/** Milliseconds to wait for the list of leaked passwords, unless the binding allows less. */
const lookupTime = 10_000;
/** The estimate takes the longer the longer the password is; nobody guesses one of this length. */
const scoredLength = 100;

/** Judges a new password: by fixed rules, by a list of leaked ones, by an estimate of how long guessing takes. */
export const passwordPolicy: PolicyHandler<typeof model> = {
  model,
  async evaluate(policy, request, services) {
    const password = passwordInContext(request, policy.password_field);
    if (password === undefined) return failed(noPassword);
    if (policy.check_static_rules && !meetsRules(policy, password)) return failed(policy.error_message);
    if (policy.check_have_i_been_pwned) {
      const result = await checkBreaches(policy, password, request, services);
      if (!result.passing) return result;
    }
    return policy.check_zxcvbn ? checkScore(policy, password, request) : passed;
  },
};

function meetsRules(policy: PasswordPolicy, password: string): boolean {
  const characters = Array.from(password);
  const count = (pattern: RegExp): number => characters.filter((character) => pattern.test(character)).length;
  return (
    characters.length >= policy.length_min &&
    count(/[0-9]/) >= policy.amount_digits &&
    count(/[A-Z]/) >= policy.amount_uppercase &&
    count(/[a-z]/) >= policy.amount_lowercase &&
    characters.filter((character) => policy.symbol_charset.includes(character)).length >= policy.amount_symbols
  );
}

async function checkBreaches(
  { hibp_allowed_count: allowed }: PasswordPolicy,
  password: string,
  { timeLimit }: PolicyRequest,
  { breaches }: PolicyServices,
): Promise<PolicyResult> {
  if (!breaches) throw new Error("No list of leaked passwords is configured (BREACH_LOOKUP_URL).");
  const count = await breaches.count(password, Math.min(timeLimit ?? lookupTime, lookupTime));
  return count <= allowed ? passed : failed(sentence("Password exists on {0} online lists.", String(count)));
}

/** What is known of the user and the site is easy to guess. */
async function checkScore(policy: PasswordPolicy, password: string, request: PolicyRequest): Promise<PolicyResult> {
  const score = await passwordScore(password.slice(0, scoredLength), knownWords(request));
  return score > policy.zxcvbn_score_threshold ? passed : failed(sentence("Password is too weak."));
}
