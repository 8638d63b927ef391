import { sentence } from "../../../protocol/locales/words.ts";
import { inWords, parseDuration } from "../../engine/duration.ts";
import { localisedText } from "../../engine/localised-text.ts";
import { duration, email, text, withDefault } from "../../engine/fields.ts";
import { maskedAddress } from "../../engine/mail/masked-address.ts";
import { renderMail } from "../../engine/mail/mail-templates.ts";
import { defineModel, type InstanceOf } from "../../engine/model.ts";
import { localeFor } from "../../engine/own-locale.ts";
import type { PendingUser } from "../../engine/plan-context.ts";
import type { StageHandler, StageVisit } from "../../engine/stage-handler.ts";
import { normalName } from "../../store/normal-name.ts";
import { currentUser } from "../current-user.ts";
import { mailFault, mailFields, mailTemplate } from "../mail-fields.ts";
import { promptData } from "../prompt/resolve-prompt.ts";
import { afterRecentSignIn } from "../recent-sign-in.ts";
import { answerCodeSetup, type CodeSetup, showCodeSetup } from "./code-setup.ts";
import { setupFields } from "./device-fields.ts";

export const emailCodeStageModel = defineModel({
  name: "authentik_stages_authenticator_email.authenticatoremailstage",
  family: "stage",
  unique: ["name"],
  secrets: ["password"],
  fields: {
    ...setupFields,
    ...mailFields,
    token_expiry: withDefault(duration(), "minutes=30"),
    subject: withDefault(text(), "authentik Sign-in code"),
    template: mailTemplate("email/email_otp.html"),
  },
  check: mailFault,
});

type Settings = InstanceOf<typeof emailCodeStageModel>;
type Visit = StageVisit<Settings>;

/** OWASP ASVS 5.0, 6.5.5. */
const tenMinutes = 600_000;

/** Milliseconds a code in an e-mail can be used: what the stage says, and ten minutes at most. */
export function emailCodeLifetime(settings: Settings): number {
  return Math.min(parseDuration(settings.token_expiry) ?? tenMinutes, tenMinutes);
}

/** Sends a code after the answer. @throws {Error} whose message is for people, where too many messages wait already */
export function sendEmailCode(
  { settings, request, services }: Pick<Visit, "settings" | "request" | "services">,
  user: Pick<PendingUser, "username" | "name" | "attributes"> | null,
  address: string,
  code: string,
): void {
  const lifetime = emailCodeLifetime(settings);
  const locale = localeFor(user, request.locale);
  const values = {
    name: user?.name || (user?.username ?? ""),
    brand: request.brand.branding_title,
    code,
    validFor: inWords(lifetime, locale),
  };
  const mail = {
    to: address,
    subject: localisedText(settings.subject, locale),
    ...renderMail(settings.template, values, locale),
  };
  const isTaken = services.mailQueue.add({
    to: mail.to,
    settings,
    usableUntil: request.now + lifetime,
    write: () => mail,
  });
  if (!isTaken) throw new Error(sentence("The message could not be sent. Try again in a few minutes."));
}

const unusable = sentence("This address cannot be used. Check it, or use another one.");

const setup: CodeSetup<Visit, "ak-stage-authenticator-email"> = {
  deviceClass: "email",
  name: "Email Device",
  field: "email",
  done: sentence("Codes by email are set up."),
  missing: "email required",
  otherRefused: sentence("Codes go to the email address of your account."),
  lifetime: ({ settings }) => emailCodeLifetime(settings),
  async given(visit) {
    const asked = promptData(visit).email;
    return currentUser(visit)?.email || (typeof asked === "string" ? asked : undefined);
  },
  async read(typed) {
    return email().parse(typed).ok ? { address: typed } : { fault: unusable };
  },
  check({ settings, services }, address) {
    return services.store.devices.findByKey(keyOf(settings.pk, address)) === undefined ? undefined : unusable;
  },
  normal: normalName,
  async send(visit, address, code) {
    sendEmailCode(visit, currentUser(visit), address, code);
  },
  challenge: (address) => ({
    kind: "challenge",
    challenge: {
      component: "ak-stage-authenticator-email",
      email: address === undefined ? null : maskedAddress(address),
      email_required: address === undefined,
    },
  }),
  device: ({ settings }, address) => ({ data: { email: address }, uniqueKey: keyOf(settings.pk, address) }),
};

/** Sets up codes by e-mail. */
export const emailCodeSetupStage: StageHandler<typeof emailCodeStageModel, "ak-stage-authenticator-email"> =
  afterRecentSignIn({
    model: emailCodeStageModel,
    async show(visit) {
      const user = currentUser(visit);
      const devices = user?.pk == null ? [] : visit.services.store.devices.listByUser(user.pk);
      if (devices.some(({ deviceClass, stage }) => deviceClass === "email" && stage === visit.settings.pk)) {
        return { kind: "denied", message: sentence("The user already has an email address registered for MFA.") };
      }
      return showCodeSetup(setup, visit);
    },
    answer: (visit, body) => answerCodeSetup(setup, visit, body),
  });

function keyOf(stage: string, address: string): string {
  return `email:${stage}:${normalName(address)}`;
}
