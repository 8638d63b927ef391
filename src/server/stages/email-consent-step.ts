import { text } from "../engine/fields.ts";
import { defineModel } from "../engine/model.ts";
import { memoryStep, type PlannedBinding } from "../engine/plan.ts";

/** The question before the step that a link by e-mail leads to. */
export const emailConsentModel = defineModel({
  name: "memory.email_consent",
  family: "stage",
  unique: [],
  fields: { name: text() },
});

/** The step to put before the one that a link leads to. */
export function emailConsentStep(): PlannedBinding {
  return memoryStep("email-consent", emailConsentModel.name, { name: "E-mail consent" });
}
