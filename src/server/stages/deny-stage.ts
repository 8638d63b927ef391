import { text, withDefault } from "../engine/fields.ts";
import { defineModel } from "../engine/model.ts";
import type { StageHandler } from "../engine/stage-handler.ts";

const model = defineModel({
  name: "authentik_stages_deny.denystage",
  family: "stage",
  unique: ["name"],
  fields: { name: text(), deny_message: withDefault(text({ blank: true }), "") },
});

/** Ends the flow with a message. */
export const denyStage: StageHandler<typeof model, never> = {
  model,
  async show({ settings, plan }) {
    return { kind: "denied", message: plan.context.deny_message ?? settings.deny_message };
  },
};
