import { directions, type Locale } from "../../../protocol/locales/locales.ts";
import { escapeHtml } from "../escape-html.ts";
import { serverText } from "../localised-text.ts";
import { nameInMail } from "./name-in-mail.ts";

/** What a template is filled with. */
export interface MailValues {
  /** Whom it greets. */
  readonly name: string;
  readonly brand: string;
  /** Where its button leads. */
  readonly url?: string;
  /** The code it tells. */
  readonly code?: string;
  /** How long link or code can be used, in words. */
  readonly validFor?: string;
}

type Text = ReturnType<typeof serverText>;

/** What a mail says between its greeting and its end. */
export interface MailBody {
  readonly intro: string;
  /** What its button says. */
  readonly action?: string;
  readonly outro: string;
}

const ignore = (text: Text): string => text("If you did not ask for this, you can ignore this message.");

/** By the names that blueprints use. */
const templates: Readonly<Record<string, (text: Text, values: MailValues) => MailBody>> = {
  "email/password_reset.html": (text, { brand }) => ({
    intro: text("somebody, hopefully you, asked to reset the password of your account at {0}.", brand),
    action: text("Reset password"),
    outro: ignore(text),
  }),
  "email/account_confirmation.html": (text, { brand }) => ({
    intro: text("please confirm that this email address is yours and goes with your account at {0}.", brand),
    action: text("Confirm email address"),
    outro: ignore(text),
  }),
  "email/email_otp.html": (text, { brand }) => ({
    intro: text("this is your code to sign in to {0}.", brand),
    outro: text("Enter it only where you are signing in yourself, and tell it to nobody."),
  }),
  "email/event_notification.html": (text, { brand }) => ({
    intro: text("there is news about your account at {0}.", brand),
    action: text("See what happened"),
    outro: ignore(text),
  }),
  "email/invitation.html": (text, { brand }) => ({
    intro: text("you have been invited to {0}.", brand),
    action: text("Accept invitation"),
    outro: ignore(text),
  }),
};

export const mailTemplateNames: readonly string[] = Object.keys(templates);

/**
 * Fills a template.
 *
 * @returns the same message as plain text and as HTML
 * @throws {Error} for a name that {@link mailTemplateNames} does not have
 */
export function renderMail(name: string, values: MailValues, locale: Locale): { text: string; html: string } {
  const body = templates[name]?.(serverText(locale), values);
  if (!body) throw new Error(`Invalid template '${name}' specified.`);
  return layOutMail(body, values, locale);
}

/** @returns the same message as plain text and as HTML */
export function layOutMail(body: MailBody, values: MailValues, locale: Locale): { text: string; html: string } {
  const text = serverText(locale);
  const { code, url, validFor } = values;
  const greeted = nameInMail(values.name);
  const parts: Parts = {
    greeting: greeted === "" ? text("Hello,") : text("Hello {0},", greeted),
    intro: body.intro,
    action: body.action ?? text("Continue"),
    validity: validFor === undefined ? undefined : text("It can be used for {0}.", validFor),
    outro: body.outro,
    code,
    url,
  };
  return { text: plainText(parts), html: markup(parts, locale) };
}

interface Parts {
  readonly greeting: string;
  readonly intro: string;
  readonly action: string;
  readonly validity: string | undefined;
  readonly outro: string;
  readonly code: string | undefined;
  readonly url: string | undefined;
}

function plainText({ greeting, intro, code, url, validity, outro }: Parts): string {
  return [greeting, intro, code, url, validity, outro].filter((part) => part !== undefined).join("\n\n");
}

function markup({ greeting, intro, action, validity, outro, code, url }: Parts, locale: Locale): string {
  const paragraph = (content: string): string => `<p style="margin:0 0 16px">${content}</p>`;
  const link = url && `<a href="${escapeHtml(url)}" style="${buttonStyle}">${escapeHtml(action)}</a>`;
  const parts = [
    paragraph(escapeHtml(greeting)),
    paragraph(escapeHtml(intro)),
    code && paragraph(`<strong dir="ltr" style="font-size:28px;letter-spacing:4px">${escapeHtml(code)}</strong>`),
    link && paragraph(link),
    validity && paragraph(escapeHtml(validity)),
    paragraph(escapeHtml(outro)),
  ];
  const content = parts.filter(Boolean).join("");
  return `<!doctype html><html lang="${locale}" dir="${directions[locale]}"><body style="${bodyStyle}">${content}</body></html>`;
}

const bodyStyle = "margin:0 auto;max-width:560px;padding:32px 24px;font:16px/1.5 system-ui,sans-serif;color:#1f2330";
const buttonStyle =
  "display:inline-block;padding:12px 20px;border-radius:10px;background:#3b4fd8;color:#fff;font-weight:600;text-decoration:none";
