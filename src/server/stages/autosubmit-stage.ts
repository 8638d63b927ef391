import { dictionary, text, withDefault } from "../engine/fields.ts";
import { defineModel } from "../engine/model.ts";
import { memoryStep, type PlannedBinding } from "../engine/plan.ts";
import type { StageHandler } from "../engine/stage-handler.ts";

const model = defineModel({
  name: "memory.autosubmit",
  family: "stage",
  unique: [],
  fields: { title: withDefault(text({ blank: true }), ""), url: text(), attrs: dictionary() },
});

/** The last step on the way to an application that wants a form posted to it, as SAML's POST binding does. */
export const autosubmitStage: StageHandler<typeof model, "ak-stage-autosubmit"> = {
  model,
  async show({ settings: { title, url, attrs } }) {
    const values = Object.fromEntries(Object.entries(attrs).map(([name, value]) => [name, String(value ?? "")]));
    return {
      kind: "challenge",
      challenge: { component: "ak-stage-autosubmit", url, attrs: values, ...(title && { title }) },
    };
  },
  async answer() {
    return { kind: "ok" };
  },
};

/** The step that posts a form. */
export function autosubmitStep(form: { title: string; url: string; attrs: Record<string, string> }): PlannedBinding {
  return memoryStep("autosubmit", model.name, form);
}
