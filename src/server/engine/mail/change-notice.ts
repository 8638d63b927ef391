import type { User } from "../../store/user-store.ts";
import type { FlowRequest } from "../flow-request.ts";
import { serverText } from "../localised-text.ts";
import { moment } from "../moment.ts";
import { localeFor } from "../own-locale.ts";
import type { MailQueue } from "./mail-queue.ts";
import { layOutMail, type MailBody } from "./mail-templates.ts";
import { installationMail } from "./mailer.ts";

/** What of an account has changed. */
export type Change = "password" | "address";

/** Milliseconds within which somebody can still do something about it. */
const usable = 86_400_000;

/**
 * Tells whoever had an account so far that its password or its address has changed: they may not be the one who changed it. It goes to the
 * address from before, in the owner's language rather than in that of the request (OWASP ASVS 5.0, 6.3.7).
 */
export function sendChangeNotice(
  queue: MailQueue,
  change: Change,
  before: User,
  { origin, brand, locale: asked, now }: Pick<FlowRequest, "origin" | "brand" | "locale" | "now">,
): void {
  if (before.email === "") return;
  const locale = localeFor(before, asked);
  const text = serverText(locale);
  const name = brand.branding_title;
  const when = moment(now, locale);
  const subjects = { password: text("Your password was changed"), address: text("Your email address was changed") };
  const bodies: Record<Change, MailBody> = {
    password: {
      intro: text("the password of your account at {0} was changed on {1}.", name, when),
      action: text("Reset password"),
      outro: text(
        "If that was you, there is nothing to do. If not, reset your password now, and tell whoever runs {0}.",
        name,
      ),
    },
    address: {
      intro: text(
        "the email address of your account at {0} was changed on {1}. Messages go to the new one from now on.",
        name,
        when,
      ),
      outro: text(
        "If that was you, there is nothing to do. If not, tell whoever runs {0} now, so that you get your account back.",
        name,
      ),
    },
  };
  const values = {
    name: before.name || before.username,
    brand: name,
    ...(change === "password" && { url: `${origin}/flows/-/default/recovery/` }),
  };
  const mail = { to: before.email, subject: subjects[change], ...layOutMail(bodies[change], values, locale) };
  queue.add({ to: mail.to, settings: installationMail, usableUntil: now + usable, write: () => mail });
}
