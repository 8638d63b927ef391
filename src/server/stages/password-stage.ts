import { sentence } from "../../protocol/locales/words.ts";
import { parseAnswer } from "../engine/answer.ts";
import { longest, text } from "../engine/fields.ts";
import { flowModel } from "../engine/models/flow-model.ts";
import { stageBindingModel } from "../engine/models/stage-binding-model.ts";
import { recordFailedLogin } from "../engine/reputation.ts";
import { rejected, type StageHandler, type StageVisit } from "../engine/stage-handler.ts";
import { typedName } from "../engine/typed-name.ts";
import { noteProof } from "./identity-proofs.ts";
import { authenticate } from "./password-backends.ts";
import { passwordStageModel } from "./password-model.ts";

const failuresKey = "goauthentik.io/stages/password/failures";

/** Asks for the pending user's password. Someone who does not exist is asked as well, and is always wrong. */
export const passwordStage: StageHandler<typeof passwordStageModel, "ak-stage-password"> = {
  model: passwordStageModel,
  showsAhead: true,
  async show({ settings, request, services }) {
    const { brand, origin } = request;
    const recovery = brand.flow_recovery ? services.models.get(flowModel, brand.flow_recovery) : undefined;
    return {
      kind: "challenge",
      challenge: {
        component: "ak-stage-password",
        ...(recovery && { recovery_url: `${origin}/if/flow/${recovery.slug}/${request.query && `?${request.query}`}` }),
        allow_show_password: settings.allow_show_password,
      },
    };
  },
  async answer(visit, body) {
    const { settings, plan, request, services } = visit;
    const parsed = parseAnswer({ password: text({ trim: false, max: longest.password }) }, body);
    if (!parsed.ok) return { kind: "invalid", errors: parsed.errors };
    const pending = plan.context.pending_user;
    if (!pending) return { kind: "denied" };
    const { password } = parsed.values;
    const { backends } = settings;
    const credentials = { typed: typedName(plan), user: pending, password, backends };
    const authenticated = await authenticate(services, request, credentials);
    if (!authenticated.user) {
      if (authenticated.reason !== undefined) return rejected(authenticated.reason, "password");
      recordFailedLogin(services.store, pending.username, request);
      const failures = Number(plan.context[failuresKey] ?? 0) + 1;
      plan.context[failuresKey] = failures;
      if (failures >= settings.failed_attempts_before_cancel) return { kind: "denied", message: tooOften(visit) };
      return rejected(sentence("Invalid password"), "password");
    }
    const { user } = authenticated;
    plan.context.pending_user = user;
    if (user.pk !== null) noteProof(plan, user.pk, "password", request.now);
    if (user.backend !== undefined) plan.context.user_backend = user.backend;
    plan.context.auth_method ??= "password";
    plan.context.auth_method_args ??= {};
    return { kind: "ok" };
  },
};

/** What is said when the flow ends here; its first step has a link for whoever has forgotten the password, if there is help at all. */
function tooOften({ flow, request, services }: StageVisit<unknown>): string {
  const offersHelp = services.models
    .listByTarget(stageBindingModel, flow.pk)
    .some(({ stage }) => services.store.objects.get(stage)?.data.recovery_flow);
  return offersHelp || request.brand.flow_recovery
    ? sentence("The password was wrong too often. Start over to try again, or choose “Forgot password?” there.")
    : sentence("The password was wrong too often. Start over to try again.");
}
