import { text } from "../engine/fields.ts";
import { defineModel } from "../engine/model.ts";
import { expressionPolicyName } from "../engine/models/model-names.ts";
import { type PolicyHandler, policyFields } from "./policy-handler.ts";
import { written } from "../engine/setting-fields.ts";

const model = defineModel({
  name: expressionPolicyName,
  family: "policy",
  unique: ["name"],
  fields: { ...policyFields, expression: written(text({ trim: false })) },
});

/** Passes when a Python expression returns something true. */
export const expressionPolicy: PolicyHandler<typeof model> = {
  model,
  async evaluate({ name, expression }, request, { expressions, log }) {
    const { value, isTruthy, messages } = await expressions.evaluate({
      ...request,
      kind: "policy",
      source: expression,
    });
    if (value === undefined) log("warning", `The expression of the policy ${name} returned nothing.`);
    return { passing: isTruthy, messages };
  },
};
