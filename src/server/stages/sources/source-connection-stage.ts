import { sentence } from "../../../protocol/locales/words.ts";
import { text } from "../../engine/fields.ts";
import { defineModel } from "../../engine/model.ts";
import { memoryStep, type PlannedBinding } from "../../engine/plan.ts";
import type { StageHandler } from "../../engine/stage-handler.ts";

const model = defineModel({
  name: "memory.source_connection",
  family: "stage",
  unique: [],
  fields: { name: text(), source: text(), identifier: text() },
});

/** At the end of a sign-in by a source: from now on that account there means this account here. */
export const sourceConnectionStage: StageHandler<typeof model, never> = {
  model,
  async show({ settings, plan, request, services }) {
    const user = plan.context.pending_user;
    if (user?.pk == null) return { kind: "denied" };
    const { source, identifier, name } = settings;
    const connections = services.store.sourceConnections;
    const isNew = connections.userOf(source, identifier) === undefined;
    if (isNew) connections.connect(source, identifier, user.pk);
    const known = services.store.users.get(user.pk);
    if (known && isNew) {
      const before = known.attributes["goauthentik.io/user/sources"];
      const sources = [...(Array.isArray(before) ? before : []), name];
      services.store.users.update({
        ...known,
        attributes: { ...known.attributes, "goauthentik.io/user/sources": sources },
      });
    }
    request.session.addMessage("success", sentence("Successfully authenticated with {0}!", name));
    return { kind: "ok" };
  },
};

/** The step that ends a plan of a source. */
export function sourceConnectionStep(
  name: string,
  { source, identifier }: { source: string; identifier: string },
): PlannedBinding {
  return memoryStep("source-connection", model.name, { name, source, identifier });
}
