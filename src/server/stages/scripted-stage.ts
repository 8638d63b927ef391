import type { ResponseErrors } from "../../protocol/challenges.ts";
import type { UncheckedAnswer } from "../engine/answer.ts";
import { dictionary, list, text } from "../engine/fields.ts";
import { defineModel } from "../engine/model.ts";
import { insertNext } from "../engine/plan.ts";
import type { StageChallenge, StageHandler } from "../engine/stage-handler.ts";
import { isJsonObject, type JsonObject } from "../store/json-value.ts";

const model = defineModel({
  name: "flow_demo_stages_scripted.scriptedstage",
  family: "stage",
  unique: ["name"],
  fields: { name: text(), challenges: list(dictionary()) },
});

/**
 * Plays the challenges of its settings one after the other, whatever is answered: a demonstration of components whose real stage the
 * executor does not have yet. A challenge with `response_errors` (a sentence by field) counts as a rejected answer to the one before it,
 * and without a component is that one again. One with `answers_to` (a field) comes whenever an answer has that field, and never otherwise.
 */
export const scriptedStage: StageHandler<typeof model> = {
  model,
  showsAhead: true,
  components({ challenges }) {
    return Array.isArray(challenges)
      ? challenges.filter(isJsonObject).map(({ component }) => String(component ?? ""))
      : [];
  },
  async show({ settings, plan, step }) {
    const place = position(plan.context[placeOf(step.stage.pk)]);
    const challenge = shownAt(settings.challenges, place);
    // The blueprint's author knows the protocol; the page copes with whatever comes.
    return challenge ? { kind: "challenge", challenge: challenge as StageChallenge } : { kind: "ok" };
  },
  async answer({ settings, plan, step }, answer: UncheckedAnswer) {
    const place = placeOf(step.stage.pk);
    const next = following(settings.challenges, position(plan.context[place]), answer);
    const challenge = settings.challenges[next];
    plan.context[place] = challenge ? next : 0;
    if (!challenge) return { kind: "ok" };
    if (isJsonObject(challenge["response_errors"]))
      return { kind: "invalid", errors: errorsIn(challenge["response_errors"]) };
    insertNext(plan, step);
    return { kind: "ok" };
  },
};

/** Where the script goes on after this answer; where there is nothing more, behind its end. */
function following(challenges: readonly JsonObject[], place: number, answer: UncheckedAnswer): number {
  const own = challenges.findIndex(
    ({ answers_to: field }) => typeof field === "string" && Object.hasOwn(answer, field),
  );
  if (own !== -1) return own;
  const next = challenges.findIndex(({ answers_to: field }, index) => index > place && field === undefined);
  return next === -1 ? challenges.length : next;
}

function shownAt(challenges: readonly JsonObject[], place: number): JsonObject | undefined {
  const own = challenges[place];
  if (!own || own.component !== undefined) return own;
  return { ...challenges.slice(0, place).findLast(({ component }) => component !== undefined), ...own };
}

/** Sentences by field name, as blueprints write them, in the protocol's form. */
function errorsIn(sentences: JsonObject): ResponseErrors {
  return Object.fromEntries(
    Object.entries(sentences).map(([name, sentence]) => [name, [{ string: String(sentence), code: "invalid" }]]),
  );
}

function placeOf(pk: string): `demo/scripted/${string}` {
  return `demo/scripted/${pk}`;
}

function position(value: unknown): number {
  return typeof value === "number" ? value : 0;
}
