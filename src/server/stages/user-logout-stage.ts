import { text } from "../engine/fields.ts";
import { defineModel } from "../engine/model.ts";
import type { StageHandler } from "../engine/stage-handler.ts";

const model = defineModel({
  name: "authentik_stages_user_logout.userlogoutstage",
  family: "stage",
  unique: ["name"],
  fields: { name: text() },
});

/** Signs out. What follows happens in a session that knows nothing of the one before. */
export const userLogoutStage: StageHandler<typeof model, never> = {
  model,
  async show({ request }) {
    request.session.logOut(request.now);
    return { kind: "ok" };
  },
};
