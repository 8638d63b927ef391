import { sentence } from "../../protocol/locales/words.ts";
import { parseAnswer } from "../engine/answer.ts";
import { text } from "../engine/fields.ts";
import { recordFailedLogin } from "../engine/reputation.ts";
import { rejected, type StageHandler } from "../engine/stage-handler.ts";
import { noteProof } from "./identity-proofs.ts";
import { normalName } from "../store/normal-name.ts";
import { authenticate, inbuiltBackend } from "./password-backends.ts";
import { reauthenticateModel } from "./reauthenticate-step.ts";

const failuresKey = "goauthentik.io/stages/reauthenticate/failures";
/** Wrong passwords after which the flow ends; how many may be tried in all is bounded where passwords are checked. */
const maxFailures = 5;

/** Asks whoever is signed in for their password once more. To the page it is the password stage. */
export const reauthenticateStage: StageHandler<typeof reauthenticateModel, "ak-stage-password"> = {
  model: reauthenticateModel,
  async show({ request }) {
    if (!request.session.user) return { kind: "denied" };
    return { kind: "challenge", challenge: { component: "ak-stage-password", allow_show_password: true } };
  },
  async answer({ plan, request, services }, body) {
    const { session, now } = request;
    const { user } = session;
    if (!user) return { kind: "denied" };
    const parsed = parseAnswer({ password: text({ trim: false }) }, body);
    if (!parsed.ok) return { kind: "invalid", errors: parsed.errors };
    const { password } = parsed.values;
    const credentials = { typed: normalName(user.username), user, password, backends: [inbuiltBackend] };
    const authenticated = await authenticate(services, request, credentials);
    if (authenticated.user) {
      session.reauthenticate(now);
      noteProof(plan, user.pk, "password", now);
      return { kind: "ok" };
    }
    if (authenticated.reason !== undefined) return rejected(authenticated.reason, "password");
    recordFailedLogin(services.store, user.username, request);
    const failures = Number(plan.context[failuresKey] ?? 0) + 1;
    plan.context[failuresKey] = failures;
    if (failures >= maxFailures) return { kind: "denied", message: sentence("Invalid password") };
    return rejected(sentence("Invalid password"), "password");
  },
};
