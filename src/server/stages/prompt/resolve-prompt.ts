import { ExpressionError } from "../../engine/expressions.ts";
import type { StageVisit } from "../../engine/stage-handler.ts";
import { isJsonObject, type JsonObject, type JsonValue } from "../../store/json-value.ts";
import { currentUser } from "../current-user.ts";
import { isSecret, type Prompt } from "./prompt-model.ts";

type Visit = StageVisit<unknown>;

/** One of the values a field offers, in the type it was given in. */
export interface Choice {
  readonly value: JsonValue;
  readonly label: string;
}

/** A field with its expressions evaluated. */
export interface ResolvedPrompt {
  readonly prompt: Prompt;
  readonly placeholder: string;
  readonly initial: JsonValue;
  /** `null` for fields that are not chosen from a list. */
  readonly choices: readonly Choice[] | null;
}

/** Fields that are chosen from a list. */
export function hasChoices({ type }: Prompt): boolean {
  return type === "radio-button-group" || type === "dropdown";
}

/** Evaluates a field for whom the flow is about. An expression that fails is shown as it is written. */
export async function resolvePrompt(visit: Visit, prompt: Prompt): Promise<ResolvedPrompt> {
  const data = promptData(visit);
  const evaluate = (source: string, isExpression: boolean): Promise<JsonValue> =>
    isExpression ? evaluateSource(visit, source, data) : Promise.resolve(source);
  // What was typed as a password is not shown again.
  const answered = isSecret(prompt) ? undefined : lookup(data, prompt.field_key);
  const initial = answered ?? (await evaluate(prompt.initial_value, prompt.initial_value_expression));
  if (!hasChoices(prompt)) {
    const placeholder = await evaluate(prompt.placeholder, prompt.placeholder_expression);
    return { prompt, placeholder: asText(placeholder), initial, choices: null };
  }
  const given =
    data[`${prompt.field_key}__choices`] ?? (await evaluate(prompt.placeholder, prompt.placeholder_expression));
  const choices = (Array.isArray(given) ? given : [given]).map(choiceFrom);
  const isOffered = choices.some(({ value }) => asText(value) === asText(initial));
  return { prompt, placeholder: "", initial: isOffered ? initial : (choices[0]?.value ?? ""), choices };
}

/** A value as fields show it, in Python's spelling. */
export function asText(value: JsonValue | undefined): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "boolean") return value ? "True" : "False";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

/** What prompts have gathered so far. */
export function promptData({ plan }: Visit): JsonObject {
  return isJsonObject(plan.context.prompt_data) ? plan.context.prompt_data : {};
}

function choiceFrom(given: JsonValue): Choice {
  if (!isJsonObject(given)) return { value: given, label: asText(given) };
  const value = given.value ?? "";
  return { value, label: asText(given.label ?? value) };
}

async function evaluateSource(visit: Visit, source: string, data: JsonObject): Promise<JsonValue> {
  const { plan, request, services } = visit;
  try {
    const { value } = await services.expressions.evaluate({
      source,
      kind: "prompt",
      user: currentUser(visit),
      context: plan.context,
      plan,
      http: request,
      promptContext: data,
    });
    return value ?? "";
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    services.log("warning", `${request.requestId} The expression of a prompt could not be evaluated: ${error.message}`);
    return source;
  }
}

/** Finds `attributes.settings.locale` under that name, and where it is nested. */
function lookup(data: JsonObject, key: string): JsonValue | undefined {
  if (data[key] !== undefined) return data[key];
  let value: JsonValue | undefined = data;
  for (const part of key.split(".")) value = isJsonObject(value) ? value[part] : undefined;
  return value;
}
