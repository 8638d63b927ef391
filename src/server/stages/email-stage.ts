import { inWords, parseDuration } from "../engine/duration.ts";
import { duration, flag, integer, text, withDefault } from "../engine/fields.ts";
import { MailError } from "../engine/mail/mailer.ts";
import { renderMail } from "../engine/mail/mail-templates.ts";
import { defineModel, type InstanceOf } from "../engine/model.ts";
import type { PendingUser, Plan } from "../engine/plan.ts";
import type { Answered, StageHandler, StageVisit } from "../engine/stage-handler.ts";
import { currentUser } from "./current-user.ts";
import { emailConsentStep } from "./email-consent-step.ts";
import { noteProof } from "./identity-proofs.ts";
import { mailFields, mailTemplate } from "./mail-fields.ts";

const model = defineModel({
  name: "authentik_stages_email.emailstage",
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
    recovery_max_attempts: withDefault(integer({ min: 1 }), 5),
    recovery_cache_timeout: withDefault(duration(), "minutes=5"),
  },
});

type Visit = StageVisit<InstanceOf<typeof model>>;

const minute = 60_000;
const waiting = { kind: "challenge", challenge: { component: "ak-stage-email" } } as const;
/** How the protocol says, in an error's place, that there is nothing more to do here. */
const sent: Answered = {
  kind: "invalid",
  errors: { non_field_errors: [{ string: "email-sent", code: "email-sent" }] },
};

/** Sends a link by e-mail; the flow goes on where the link is opened, in whichever browser that is. */
export const emailStage: StageHandler<typeof model> = {
  model,
  async show(visit) {
    const { settings, plan, request } = visit;
    if (isConfirmed(visit)) return confirm(visit);
    if (!currentUser(visit)) {
      request.session.addMessage("error", "No pending user.");
      return { kind: "denied" };
    }
    if (plan.context.email_sent !== settings.pk) {
      await sendLink(visit);
      plan.context.email_sent = settings.pk;
    }
    return waiting;
  },
  async answer(visit) {
    const { settings, request, services } = visit;
    const recipient = recipientOf(visit);
    if (recipient === undefined) return { kind: "denied" };
    const counter = services.store.counters.increment(
      `email-stage/${recipient.toLowerCase()}`,
      request.now,
      parseDuration(settings.recovery_cache_timeout) ?? 5 * minute,
    );
    if (counter.count > settings.recovery_max_attempts) {
      const minutes = Math.max(1, Math.ceil((counter.expires - request.now) / minute));
      const text = `Too many account verification attempts. Please try again after ${minutes} minutes.`;
      request.session.addMessage("error", text);
      return sent;
    }
    if (await sendLink(visit)) request.session.addMessage("success", "Email Successfully sent.");
    return sent;
  },
};

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
  request.session.addMessage("success", "Successfully verified Email.");
  if (user.pk !== null) noteProof(plan, user.pk, "email", request.now);
  const stored = user.pk === null ? undefined : services.store.users.get(user.pk);
  if (settings.activate_user_on_success && stored) {
    services.store.users.update({ ...stored, is_active: true });
    if (plan.context.pending_user) plan.context.pending_user.is_active = true;
  }
  return { kind: "ok" };
}

/** @returns whether there was nothing to complain about. Somebody who does not exist gets no mail, and looks the same. */
async function sendLink(visit: Visit): Promise<boolean> {
  const { settings, request, services } = visit;
  const user = currentUser(visit);
  const to = recipientOf(visit);
  if (user?.pk == null || !to) return true;
  const lifetime = parseDuration(settings.token_expiry) ?? 30 * minute;
  const key = keepPlan(visit, user, lifetime + minute);
  const values = {
    name: user.name || user.username,
    brand: request.brand.branding_title,
    url: linkTo(visit, key),
    validFor: inWords(lifetime),
  };
  try {
    const mail = { to, subject: settings.subject, ...renderMail(settings.template, values) };
    await services.mailer.send(mail, settings, request.now);
    return true;
  } catch (error) {
    if (!(error instanceof MailError)) throw error;
    request.session.addMessage("error", error.message);
    return false;
  }
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
    context: { ...context, pending_user: pending, consent_header: "Continue to confirm this email address." },
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
  return `${request.origin}/if/flow/${flow.slug}/?${parameters}`;
}
