import { sentence } from "../../../protocol/locales/words.ts";
import { parseAnswer } from "../../engine/answer.ts";
import type { ChallengeOf, ResponseErrors } from "../../../protocol/challenges.ts";
import { nameFault } from "../../engine/name-fault.ts";
import type { InstanceOf } from "../../engine/model.ts";
import { deepMerge, nested } from "../../engine/nested-json.ts";
import { undecidedMessage } from "../../engine/policy-engine.ts";
import { requiredObject } from "../../engine/required-object.ts";
import { rejected, type Answered, type Shown, type StageHandler, type StageVisit } from "../../engine/stage-handler.ts";
import { isJsonObject, type JsonObject, type JsonValue } from "../../store/json-value.ts";
import { currentUser } from "../current-user.ts";
import { type AskedFirst, askFirst } from "../recent-sign-in.ts";
import { userDeleteStageName } from "../../engine/models/model-names.ts";
import { userWriteStageModel } from "../user-write-model.ts";
import { answerFields, fixedValue, isAnswered, isDecoration, isFixed, type NameCheck } from "./answer-fields.ts";
import { hidePasswords } from "./hide-passwords.ts";
import { confirmationErrors } from "./typed-confirmation.ts";
import { type Prompt, promptModel, promptStageModel } from "./prompt-model.ts";
import { asText, promptData, type ResolvedPrompt, resolvePrompt } from "./resolve-prompt.ts";

type Visit = StageVisit<InstanceOf<typeof promptStageModel>>;
type StagePrompt = ChallengeOf<"ak-stage-prompt">["fields"][number];

/** Asks for whatever its prompts say, and puts the answers into `prompt_data`. */
export const promptStage: StageHandler<typeof promptStageModel, "ak-stage-prompt"> = {
  model: promptStageModel,
  async show(visit): Promise<Shown<"ak-stage-prompt">> {
    const first = askWhoItIs(visit);
    if (first) return first;
    const prompts = await resolveAll(visit);
    return { kind: "challenge", challenge: { component: "ak-stage-prompt", fields: prompts.map(onWire) } };
  },
  async answer(visit, body) {
    const first = askWhoItIs(visit);
    if (first) return first;
    const prompts = await resolveAll(visit);
    const parsed = parseAnswer(answerFields(prompts, nameCheck(visit, body)), body);
    if (!parsed.ok) return { kind: "invalid", errors: parsed.errors };
    if (!passwordsMatch(prompts, body)) return rejected(sentence("Passwords don't match."));
    const unconfirmed = confirmationErrors(prompts, body, currentUser(visit)?.username);
    if (unconfirmed) return { kind: "invalid", errors: unconfirmed };
    const values: JsonObject = { ...(parsed.values as JsonObject), ...fixedValues(prompts) };
    return accept(visit, prompts, nest(values));
  },
};

/**
 * Names that are taken are told, or nobody could choose one. Addresses that are taken are not: whoever may not have one learns it only when
 * the account is written, and how often somebody may try that is bounded.
 */
function nameCheck(visit: Visit, body: unknown): NameCheck {
  const user = currentUser(visit);
  const given = [isJsonObject(body) ? body.email : undefined, promptData(visit).email, user?.email];
  const address = given.find((value) => typeof value === "string" && value !== "");
  return (username) => {
    if (username === user?.username) return undefined;
    const fault = nameFault(username, typeof address === "string" ? address : "");
    if (fault !== undefined) return fault;
    const { users, pendingAccounts } = visit.services.store;
    pendingAccounts.removeExpired(visit.request.now);
    return users.isTaken(username, user?.pk) ? sentence("Username is already taken.") : undefined;
  };
}

/**
 * Whoever changes their own password or address, or deletes their account, is asked before the form who they are, not after it. A form that
 * asks for more than an address does not tell beforehand; whether the address changes is seen when the account is written.
 */
function askWhoItIs(visit: Visit): AskedFirst | undefined {
  const { plan, request, services } = visit;
  const own = request.session.user?.pk;
  if (own === undefined || currentUser(visit)?.pk !== own) return undefined;
  const deletes = plan.bindings.some(({ stage }) => services.models.raw(stage.pk)?.model === userDeleteStageName);
  if (deletes) return askFirst(visit, own, "recent");
  const keys = promptsOf(visit).flatMap((prompt) => (isAnswered(prompt) ? [prompt.field_key] : []));
  const isAsked = keys.includes("password") || (keys.length > 0 && keys.every((key) => key === "email"));
  return isAsked && writesPresentUser(plan, services) ? askFirst(visit, own, "password") : undefined;
}

/** Whether a step of the plan writes to accounts that exist. */
function writesPresentUser({ bindings }: Visit["plan"], { models }: Visit["services"]): boolean {
  return bindings.some(({ stage }) => {
    const writing = models.get(userWriteStageModel, stage.pk);
    return writing !== undefined && writing.user_creation_mode !== "always_create";
  });
}

async function accept(visit: Visit, prompts: readonly ResolvedPrompt[], values: JsonObject): Promise<Answered> {
  const { settings, plan, request, services } = visit;
  // Policies may change the values; they do not see the plan. They are the last to see passwords.
  const context = { ...plan.context, prompt_data: values };
  const user = currentUser(visit);
  const result = await services.policies.evaluateAll(settings.validation_policies, { user, context, http: request });
  if (result.verdict === "unknown") return rejected([...result.messages, undecidedMessage].join(" "));
  if (!result.passing) return { kind: "invalid", errors: policyErrors(result.messages) };
  for (const message of result.messages) request.session.addMessage("info", message);
  const fields = prompts.map(({ prompt }) => prompt);
  const kept = await hidePasswords(values, fields, services.passwords);
  plan.context.prompt_data = { ...deepMerge(promptData(visit), kept), component: "ak-stage-prompt" };
  return { kind: "ok" };
}

function policyErrors(messages: readonly string[]): ResponseErrors {
  return messages.length === 0 ? {} : { non_field_errors: messages.map((string) => ({ string, code: "invalid" })) };
}

async function resolveAll(visit: Visit): Promise<ResolvedPrompt[]> {
  const resolved: ResolvedPrompt[] = [];
  for (const prompt of promptsOf(visit).sort((a, b) => a.order - b.order)) {
    resolved.push(await resolvePrompt(visit, prompt));
  }
  return resolved;
}

function promptsOf({ settings, services }: Visit): Prompt[] {
  return settings.fields.map((pk) => requiredObject(services.models, promptModel, pk));
}

function onWire({ prompt, placeholder, initial, choices }: ResolvedPrompt): StagePrompt {
  const { field_key, label, type, required, order, sub_text } = prompt;
  return {
    field_key,
    label,
    type,
    required,
    placeholder,
    initial_value: asText(initial),
    order,
    sub_text,
    choices: choices?.map(({ value, label: name }) => ({ value: asText(value), label: name })) ?? null,
  };
}

/** Two passwords on one form are one and its repetition; three or more are none of that. */
function passwordsMatch(prompts: readonly ResolvedPrompt[], body: unknown): boolean {
  const keys = prompts.filter(({ prompt }) => prompt.type === "password").map(({ prompt }) => prompt.field_key);
  const [first = "", second = ""] = keys;
  return keys.length !== 2 || !isJsonObject(body) || body[first] === body[second];
}

function fixedValues(prompts: readonly ResolvedPrompt[]): JsonObject {
  const fixed = prompts.filter((resolved) => isFixed(resolved) && !isDecoration(resolved.prompt));
  return Object.fromEntries(fixed.map((resolved) => [resolved.prompt.field_key, fixedValue(resolved)]));
}

/** Keys with dots become objects in objects. Fields that were left empty are left out. */
function nest(values: JsonObject): JsonObject {
  let result: JsonObject = {};
  for (const [key, value] of Object.entries(values)) {
    if (value !== undefined) result = deepMerge(result, nested(key.split("."), value satisfies JsonValue));
  }
  return result;
}
