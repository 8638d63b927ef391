import { sentence } from "../../protocol/locales/words.ts";
import { parseAnswer } from "../engine/answer.ts";
import { choice, duration, flag, text, withDefault } from "../engine/fields.ts";
import { parseDuration } from "../engine/duration.ts";
import { defineModel, type InstanceOf } from "../engine/model.ts";
import { userLoginStageName } from "../engine/models/model-names.ts";
import { insertNext } from "../engine/plan.ts";
import { recordLogin } from "../engine/reputation.ts";
import type { Answered, StageHandler, StageVisit } from "../engine/stage-handler.ts";
import { hasSecondFactor, secondFactorStep } from "./authenticators/second-factors.ts";
import { proofTime } from "./identity-proofs.ts";

const model = defineModel({
  name: userLoginStageName,
  family: "stage",
  unique: ["name"],
  fields: {
    name: text(),
    session_duration: withDefault(duration(), "seconds=0"),
    terminate_other_sessions: withDefault(flag(), false),
    remember_me_offset: withDefault(duration(), "seconds=0"),
    network_binding: withDefault(
      choice("no_binding", "bind_asn", "bind_asn_network", "bind_asn_network_ip"),
      "no_binding",
    ),
    geoip_binding: withDefault(
      choice("no_binding", "bind_continent", "bind_continent_country", "bind_continent_country_city"),
      "no_binding",
    ),
    remember_device: withDefault(duration(), "days=30"),
  },
});

type Visit = StageVisit<InstanceOf<typeof model>>;

/** Signs the pending user in; asks first whether to stay signed in where that makes a difference. */
export const userLoginStage: StageHandler<typeof model, "ak-stage-user-login"> = {
  model,
  async show(visit) {
    if (needsFactor(visit)) return askForFactor(visit);
    if ((parseDuration(visit.settings.remember_me_offset) ?? 0) > 0) {
      return { kind: "challenge", challenge: { component: "ak-stage-user-login" } };
    }
    return signIn(visit, undefined);
  },
  async answer(visit, body) {
    if (needsFactor(visit)) return askForFactor(visit);
    if ((parseDuration(visit.settings.remember_me_offset) ?? 0) <= 0) return signIn(visit, undefined);
    const parsed = parseAnswer({ remember_me: flag() }, body);
    return parsed.ok ? signIn(visit, parsed.values.remember_me) : { kind: "invalid", errors: parsed.errors };
  },
};

/**
 * Whether somebody came by a link in an e-mail, and the account has a second factor that they have not shown: whoever reads somebody's mail has
 * one factor, not two (OWASP ASVS 5.0, 6.4.3).
 */
function needsFactor({ plan, flow, services }: Visit): boolean {
  const pk = plan.context.pending_user?.pk;
  if (flow.designation === "enrollment" || pk == null) return false;
  if (proofTime(plan, pk, "email") === undefined || proofTime(plan, pk, "factor") !== undefined) return false;
  return hasSecondFactor(services.store, pk);
}

/** Comes back to this step with the factor shown. */
function askForFactor({ plan, step }: Visit): { readonly kind: "ok" } {
  insertNext(plan, step);
  insertNext(plan, secondFactorStep());
  return { kind: "ok" };
}

/** @param remember what was chosen, or `undefined` where nobody was asked */
function signIn(visit: Visit, remember: boolean | undefined): Exclude<Answered, { kind: "invalid" }> {
  const { settings, plan, request, services } = visit;
  const { session, now, clientIp, deviceUid } = request;
  const pending = plan.context.pending_user;
  // The account may have been deactivated since the flow began.
  const user = pending?.pk == null ? undefined : services.store.users.get(pending.pk);
  if (!pending) session.addMessage("error", sentence("No Pending user to login."));
  if (!user?.is_active) return { kind: "denied" };

  const { sessions, users } = services.store;
  const isKnown = deviceUid === user.uid || sessions.isKnownAddress(user.pk, clientIp, now);
  plan.context.auth_method_args = { ...plan.context.auth_method_args, known_device: isKnown };

  const base = parseDuration(settings.session_duration) ?? 0;
  const extra = remember ? (parseDuration(settings.remember_me_offset) ?? 0) : 0;
  session.logIn(user, now, base + extra > 0 ? base + extra : undefined);
  users.recordLogin(user.pk, now);
  recordLogin(services.store, user.username, request);
  if (settings.terminate_other_sessions) sessions.removeOthers(user.pk, session.id);
  if (remember === undefined) {
    session.cookies.knownDevice = { uid: user.uid, lifetime: parseDuration(settings.remember_device) ?? 0 };
  }
  return { kind: "ok" };
}
