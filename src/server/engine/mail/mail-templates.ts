import { escapeHtml } from "../escape-html.ts";
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
  readonly validFor: string;
}

interface Template {
  readonly intro: string;
  readonly action?: string;
  readonly outro: string;
}

const ignore = "If you did not ask for this, you can ignore this message.";

/** By the names that blueprints use. */
const templates: Readonly<Record<string, (values: MailValues) => Template>> = {
  "email/password_reset.html": ({ brand }) => ({
    intro: `somebody, hopefully you, asked to reset the password of your account at ${brand}.`,
    action: "Reset password",
    outro: ignore,
  }),
  "email/account_confirmation.html": ({ brand }) => ({
    intro: `welcome to ${brand}! Please confirm that this is your e-mail address.`,
    action: "Confirm e-mail address",
    outro: ignore,
  }),
  "email/email_otp.html": ({ brand }) => ({
    intro: `this is your code to sign in to ${brand}.`,
    outro: "Enter it only where you are signing in yourself, and tell it to nobody.",
  }),
  "email/event_notification.html": ({ brand }) => ({
    intro: `there is news about your account at ${brand}.`,
    action: "See what happened",
    outro: ignore,
  }),
  "email/invitation.html": ({ brand }) => ({
    intro: `you have been invited to ${brand}.`,
    action: "Accept invitation",
    outro: ignore,
  }),
};

export const mailTemplateNames: readonly string[] = Object.keys(templates);

/**
 * Fills a template.
 *
 * @returns the same message as plain text and as HTML
 * @throws {Error} for a name that {@link mailTemplateNames} does not have
 */
export function renderMail(name: string, values: MailValues): { text: string; html: string } {
  const template = templates[name]?.(values);
  if (!template) throw new Error(`Invalid template '${name}' specified.`);
  const greeted = { ...values, name: nameInMail(values.name) };
  return { text: plainText(template, greeted), html: markup(template, greeted) };
}

function greeting(name: string): string {
  return name === "" ? "Hello," : `Hello ${name},`;
}

function plainText({ intro, outro }: Template, { name, url, code, validFor }: MailValues): string {
  const middle = [code, url].filter((part) => part !== undefined);
  return [greeting(name), intro, ...middle, `It can be used for ${validFor}.`, outro].join("\n\n");
}

function markup({ intro, action, outro }: Template, { name, url, code, validFor }: MailValues): string {
  const paragraph = (content: string): string => `<p style="margin:0 0 16px">${content}</p>`;
  const link = url && `<a href="${escapeHtml(url)}" style="${buttonStyle}">${escapeHtml(action ?? "Continue")}</a>`;
  const parts = [
    paragraph(escapeHtml(greeting(name))),
    paragraph(escapeHtml(intro)),
    code && paragraph(`<strong style="font-size:28px;letter-spacing:4px">${escapeHtml(code)}</strong>`),
    link && paragraph(link),
    paragraph(`It can be used for ${escapeHtml(validFor)}.`),
    paragraph(escapeHtml(outro)),
  ];
  return `<!doctype html><html lang="en"><body style="${bodyStyle}">${parts.filter(Boolean).join("")}</body></html>`;
}

const bodyStyle = "margin:0 auto;max-width:560px;padding:32px 24px;font:16px/1.5 system-ui,sans-serif;color:#1f2330";
const buttonStyle =
  "display:inline-block;padding:12px 20px;border-radius:10px;background:#3b4fd8;color:#fff;font-weight:600;text-decoration:none";
