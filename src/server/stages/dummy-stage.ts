import { flag, text, withDefault } from "../engine/fields.ts";
import { defineModel } from "../engine/model.ts";
import type { StageHandler } from "../engine/stage-handler.ts";

const model = defineModel({
  name: "authentik_stages_dummy.dummystage",
  family: "stage",
  unique: ["name"],
  fields: { name: text(), throw_error: withDefault(flag(), false) },
});

/** Shows its name and takes any answer. With `throw_error` it fails, to show what failures look like. */
export const dummyStage: StageHandler<typeof model, "ak-stage-dummy"> = {
  model,
  showsAhead: true,
  async show({ settings }) {
    if (settings.throw_error) throw new Error("Test error");
    return { kind: "challenge", challenge: { component: "ak-stage-dummy", name: settings.name } };
  },
  async answer() {
    return { kind: "ok" };
  },
};
