import { sentence } from "../../protocol/locales/words.ts";
import { inWords, parseDuration } from "../engine/duration.ts";
import { duration, flag, text, withDefault } from "../engine/fields.ts";
import { localisedText } from "../engine/localised-text.ts";
import { tooMany } from "../engine/limiter.ts";
import type { Mail } from "../engine/mail/mailer.ts";
import { maskedAddress } from "../engine/mail/masked-address.ts";
import { renderMail } from "../engine/mail/mail-templates.ts";
import { defineModel, type InstanceOf } from "../engine/model.ts";
import { emailStageName } from "../engine/models/model-names.ts";
import type { Plan } from "../engine/plan.ts";
import { localeFor } from "../engine/own-locale.ts";
import type { PendingUser } from "../engine/plan-context.ts";
import {
  type Answered,
  rejected,
  type Rejected,
  type StageChallenge,
  type StageHandler,
  type StageVisit,
} from "../engine/stage-handler.ts";
import type { EmailChallenge } from "../../protocol/challenges.ts";
import { rawTypedName, typedName } from "../engine/typed-name.ts";
import { promptData } from "./prompt/resolve-prompt.ts";
import { normalName } from "../store/normal-name.ts";
import { currentUser } from "./current-user.ts";
import { emailConsentStep } from "./email-consent-step.ts";
import { noteProof } from "./identity-proofs.ts";
import { mailFault, mailFields, mailTemplate } from "./mail-fields.ts";
import { int32 } from "../engine/setting-fields.ts";

const model = defineModel({
  name: emailStageName,
  family: "stage",
  unique: ["name"],
  secrets: ["password"],
  fields: {
    name: text(),
    ...mailFields,
    token_expiry: withDefault(duration(), "minutes=30"),
    subject: withDefault(text(), "authentik"),
    template: mailTemplate("email/password_reset.html"),
    activate_user_on_success: withDefault(flag(), false),
    recovery_max_attempts: withDefault(int32({ min: 0 }), 5),
    recovery_cache_timeout: withDefault(duration(), "minutes=5"),
  },
  check: mailFault,
});

type Visit = StageVisit<InstanceOf<typeof model>>;

const minute = 60_000;
const tooLate = sentence("Nobody opened the link in time, so the account was not kept. Sign up again.");
const notSent = sentence("The message could not be sent. Try again in a few minutes.");
/** How the protocol says, in an error's place, that there is nothing more to do here. */
const sent: Answered = {
  kind: "invalid",
  errors: { non_field_errors: [{ string: "email-sent", code: "email-sent" }] },
};

/** Sends a link by e-mail; the flow goes on where the link is opened, in whichever browser that is. */
export const emailStage: StageHandler<typeof model, "ak-stage-email"> = {
  model,
  async show(visit) {
    const { settings, plan, request } = visit;
    if (isConfirmed(visit)) return confirm(visit);
    const user = currentUser(visit);
    if (!user) {
      request.session.addMessage("error", sentence("No pending user."));
      return { kind: "denied" };
    }
    if (isForgotten(visit, user)) return { kind: "denied", message: tooLate };
    // Where it is refused it has not been sent: that is said at the step itself, and the next visit tries again.
    const problem = plan.context.email_sent === settings.pk ? undefined : askForLink(visit);
    return { kind: "challenge", challenge: waiting(visit), ...(problem && { errors: problem.errors }) };
  },
  async answer(visit) {
    const user = currentUser(visit);
    if (!user) return { kind: "denied" };
    if (isForgotten(visit, user)) return { kind: "denied", message: tooLate };
    return askForLink(visit) ?? sent;
  },
};

/** The account was there when the flow made it, and nobody opened the link in time. */
function isForgotten({ settings, services }: Visit, { pk }: PendingUser): boolean {
  return settings.activate_user_on_success && pk !== null && services.store.users.get(pk) === undefined;
}

function waiting(visit: Visit): StageChallenge<"ak-stage-email"> {
  const challenge: StageChallenge<"ak-stage-email"> & Pick<EmailChallenge, "email"> = {
    component: "ak-stage-email",
    email: addressToShow(visit),
  };
  return challenge;
}

/**
 * Where the link goes, for whoever waits for it: the address that they typed themselves as it is, their own when they are signed in in part,
 * and none where a name was typed, because that there is an address would tell that there is an account.
 */
function addressToShow(visit: Visit): string | null {
  const { plan, request } = visit;
  const to = recipientOf(visit) ?? "";
  const { email: prompted } = promptData(visit);
  if (typeof prompted === "string" && prompted !== "" && normalName(prompted) === normalName(to)) return prompted;
  const typed = rawTypedName(plan);
  if (typed !== undefined) return typed.includes("@") ? typed : null;
  const isOwner = request.session.user !== null && request.session.user.pk === currentUser(visit)?.pk;
  return isOwner && to.includes("@") ? maskedAddress(to) : null;
}

/** Whether the plan was resumed with a link of this very stage. */
function isConfirmed({ settings, plan, request, services }: Visit): boolean {
  const id = plan.context.is_restored;
  if (typeof id !== "string") return false;
  return services.store.flowTokens.get(id, request.now)?.identifier === identifierOf(settings);
}

function confirm(visit: Visit): Exclude<Answered, { kind: "invalid" }> {
  const { settings, plan, request, services } = visit;
  const user = currentUser(visit);
  const token = services.store.flowTokens.get(String(plan.context.is_restored), request.now);
  if (!user || token?.userPk !== user.pk) return { kind: "denied" };
  // A link to an address that is yet to be theirs says nothing of whether they own the account.
  const isOwn = normalName(recipientOf(visit) ?? "") === normalName(user.email);
  if (user.pk !== null && isOwn) noteProof(plan, user.pk, "email", request.now);
  if (isOwn) request.session.addMessage("success", sentence("Your email address is confirmed."));
  const stored = user.pk === null ? undefined : services.store.users.get(user.pk);
  if (settings.activate_user_on_success && stored) {
    if (!stored.is_active) request.session.addMessage("success", sentence("Your account is ready."));
    services.store.users.update({ ...stored, is_active: true });
    if (plan.context.pending_user) plan.context.pending_user.is_active = true;
  }
  return { kind: "ok" };
}

/**
 * Asks for a link, the first time as again. Somebody who does not exist gets none, and neither words nor time show it: what is done before the
 * answer is the same, and the rest is done after it.
 *
 * @returns what is wrong where too many were asked for, by name or from the network, or too many wait; that tells nothing of accounts
 */
function askForLink(visit: Visit): Rejected | undefined {
  const { settings, plan, request, services } = visit;
  const { limiter, mailQueue } = services;
  const { now, clientNetwork } = request;
  const to = recipientOf(visit) ?? "";
  const lifetime = parseDuration(settings.token_expiry) ?? 30 * minute;
  const user = currentUser(visit);
  // Whether or not it can be sent: an account that nobody can open is held no longer for it.
  if (settings.activate_user_on_success && user?.pk != null)
    services.store.pendingAccounts.hold(user.pk, lifetime, now);
  const own = {
    max: settings.recovery_max_attempts,
    period: parseDuration(settings.recovery_cache_timeout) ?? 5 * minute,
  };
  const asked = typedName(plan) || normalName(to);
  const wait = limiter.take([["link-name", asked]], now, own) ?? limiter.take([["link-network", clientNetwork]], now);
  if (wait !== undefined) return rejected(tooMany("account verification attempts", wait), undefined, "throttled");
  const account = user?.pk == null ? `nobody ${asked}` : String(user.pk);
  const hasRoom =
    limiter.take(
      [
        ["link-account", account],
        ["link-recipient", normalName(to)],
      ],
      now,
    ) === undefined;
  const copy = { ...visit, plan: structuredClone(plan) };
  const write = (): Mail | undefined => {
    if (user?.pk == null || to === "") return undefined;
    if (hasRoom) return linkMail(copy, user, { to, lifetime });
    services.log("warning", `A link for ${maskedAddress(to)} was not sent: too many were asked for.`);
    return undefined;
  };
  if (!mailQueue.add({ to, settings, usableUntil: now + lifetime, write })) return rejected(notSent);
  plan.context.email_sent = settings.pk;
  return undefined;
}

function linkMail(visit: Visit, user: PendingUser, { to, lifetime }: { to: string; lifetime: number }): Mail {
  const { settings, request } = visit;
  const locale = localeFor(user, request.locale);
  const values = {
    name: user.name || user.username,
    brand: request.brand.branding_title,
    url: linkTo(visit, keepPlan(visit, user, lifetime + minute)),
    validFor: inWords(lifetime, locale),
  };
  return { to, subject: localisedText(settings.subject, locale), ...renderMail(settings.template, values, locale) };
}

function recipientOf(visit: Visit): string | undefined {
  const override = visit.plan.context.email;
  return typeof override === "string" ? override : currentUser(visit)?.email;
}

/** The link opens a page that asks first: programs that look into mail open links as well. */
function keepPlan({ settings, step, plan, request, services }: Visit, user: PendingUser, lifetime: number): string {
  const { pending_user: pending = user, ...context } = structuredClone(plan.context);
  const kept: Plan = {
    ...structuredClone(plan),
    bindings: [emailConsentStep(), step, ...plan.bindings.slice(1)],
    context: { ...context, pending_user: pending, consent_header: sentence("Continue to confirm this email address.") },
  };
  return services.store.flowTokens.insert({
    identifier: identifierOf(settings),
    userPk: user.pk,
    plan: kept,
    expires: request.now + lifetime,
  });
}

function identifierOf(settings: Visit["settings"]): string {
  return `email-stage/${settings.pk}`;
}

function linkTo({ flow, request }: Visit, key: string): string {
  const parameters = new URLSearchParams(request.query);
  parameters.delete("flow_token");
  parameters.set("flow_token", key);
  return `${request.origin}/if/flow/${flow.slug}/?${parameters.toString()}`;
}
