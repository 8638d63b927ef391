import { text } from "../engine/fields.ts";
import { defineModel } from "../engine/model.ts";
import { memoryStep, type PlannedBinding } from "../engine/plan.ts";

/** The question for the password of whoever is signed in. */
export const reauthenticateModel = defineModel({
  name: "memory.reauthenticate",
  family: "stage",
  unique: [],
  fields: { name: text() },
});

/** The step to put before one that changes what protects the account. */
export function reauthenticateStep(): PlannedBinding {
  return memoryStep("reauthenticate", reauthenticateModel.name, { name: "Present password" });
}
