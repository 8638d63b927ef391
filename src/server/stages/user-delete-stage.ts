import { sentence } from "../../protocol/locales/words.ts";
import { text } from "../engine/fields.ts";
import { defineModel } from "../engine/model.ts";
import { userDeleteStageName } from "../engine/models/model-names.ts";
import type { StageHandler } from "../engine/stage-handler.ts";
import { currentUser } from "./current-user.ts";
import { afterRecentSignIn } from "./recent-sign-in.ts";

const model = defineModel({
  name: userDeleteStageName,
  family: "stage",
  unique: ["name"],
  fields: { name: text() },
});

/** Deletes the account the flow is about, and signs it out everywhere. */
export const userDeleteStage: StageHandler<typeof model, never> = afterRecentSignIn({
  model,
  async show(visit) {
    const { plan, request, services } = visit;
    const user = currentUser(visit);
    if (user?.pk == null) {
      request.session.addMessage("error", sentence("No Pending User."));
      return { kind: "denied" };
    }
    request.session.logOut(request.now);
    services.store.users.remove(user.pk);
    request.session.addMessage("success", sentence("Your account is deleted."));
    delete plan.context.pending_user;
    return { kind: "ok" };
  },
});
