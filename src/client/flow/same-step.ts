import type { Challenge } from "../../protocol/challenges.ts";

/** Whether two challenges ask for the same thing, so that a form filled in for one fits the other. Tokens and errors may differ. */
export function isSameStep(a: Challenge, b: Challenge): boolean {
  return stepKey(a) === stepKey(b);
}

function stepKey(challenge: Challenge): string {
  const user = "pending_user" in challenge ? challenge.pending_user : "";
  const fields = "fields" in challenge ? fieldKeys(challenge.fields) : [];
  const name = "name" in challenge ? challenge.name : "";
  return JSON.stringify([challenge.component, user, name, fields, part(challenge)]);
}

/** Which of its two parts a step is in that first asks where a code is to be sent, and then for the code. */
function part(challenge: Challenge): boolean {
  return (
    ("phone_number_required" in challenge && challenge.phone_number_required) ||
    ("email_required" in challenge && challenge.email_required)
  );
}

/** Servers that have no fields to ask for have been seen to say `null`. */
function fieldKeys(fields: readonly { readonly field_key: string }[] | null): string[] {
  return fields?.map((field) => field.field_key) ?? [];
}

/** Steps that a flow begins with, and never asks twice in a row. */
const firstSteps: readonly string[] = ["ak-stage-identification", "ak-stage-prompt"];

/** Whether an answer led nowhere, without a word: who sees a first step again is new to the server each time. */
export function beginsAnew(posted: Challenge, next: Challenge): boolean {
  return firstSteps.includes(posted.component) && isSameStep(posted, next);
}
