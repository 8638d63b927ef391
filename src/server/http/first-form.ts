import type { Brand, Challenge, ChallengeOf } from "../../protocol/challenges.ts";
import type { Locale } from "../../protocol/locales/locales.ts";
import { safeLink } from "../../protocol/safe-link.ts";
import { escapeHtml } from "../engine/escape-html.ts";
import { speaker, type Text } from "./speaker.ts";

/** What the page shows before any script has run. */
export interface FirstForm {
  readonly brand: Brand;
  readonly flowTitle: string;
  /** The first challenge, if it is known already. */
  readonly challenge?: Challenge;
  readonly pageUrl: string;
  /** English unless given. */
  readonly locale?: Locale;
}

/**
 * What `<ak-flow-executor>` holds in the server's response: logo, footer, and the identification form, ready to be typed into before the
 * app is there. The app adopts the very nodes, so they are those of `src/client/shell/card.template.ts` and of the identification stage;
 * a test compares them. Other first steps get a placeholder.
 */
export function renderFirstForm({ brand, challenge, pageUrl, locale = "en" }: FirstForm): string {
  const text = speaker(locale);
  const logo = `<header slot="brand" class="ak-brand"><img src="${escapeHtml(brand.branding_logo)}" alt="${escapeHtml(brand.branding_title)}"></header>`;
  const step =
    challenge?.component === "ak-stage-identification"
      ? identificationCard(text, challenge, new URL(pageUrl, "http://localhost").pathname)
      : `<div slot="placeholder" class="ak-placeholder" role="status">${withoutScript(text)}</div>`;
  return `${logo}${step}${footer(brand)}`;
}

function withoutScript(text: Text): string {
  return `<noscript><p class="ak-notice">${text("This page needs JavaScript to sign you in. Turn it on, then reload the page.")}</p></noscript>`;
}

/** The attribute that makes a link lead to an address, where it is one to follow. */
function link(href: string | null): string {
  const to = safeLink(href);
  return to ? `href="${escapeHtml(to)}"` : "";
}

function footer({ ui_footer_links: links }: Brand): string {
  if (links.length === 0) return "";
  const items = links.map(({ href, name }) => `<a ${link(href)}>${escapeHtml(name)}</a>`);
  return `<footer slot="footer" class="ak-footer">${items.join("")}</footer>`;
}

function identificationCard(text: Text, challenge: ChallengeOf<"ak-stage-identification">, action: string): string {
  const { password_fields: asksPassword, flow_designation: designation } = challenge;
  const asksName = (challenge.user_fields ?? []).length > 0;
  const carriesPassword = asksName && !asksPassword && designation !== "recovery" && designation !== "enrollment";
  const intro = introOf(text, challenge);
  return (
    `<main class="ak-card" id="ak-flow-main" tabindex="-1"><header class="ak-step">` +
    `<h1 class="ak-title" tabindex="-1">${escapeHtml(challenge.flow_info?.title ?? "")}</h1>` +
    `<p class="ak-intro" id="ak-intro"${intro ? "" : " hidden"}>${intro}</p></header>` +
    `<form class="ak-form" method="post" action="${escapeHtml(action)}">` +
    identityRow(text, challenge, asksName, intro !== "") +
    (asksPassword || carriesPassword
      ? passwordRow(text, challenge.allow_show_password === true, carriesPassword)
      : "") +
    `<ak-stage-identification data-stage>${stageContent(text, challenge, asksName)}</ak-stage-identification></form>` +
    `<p class="ak-announcer" role="status"></p>${withoutScript(text)}</main>`
  );
}

function identityRow(
  text: Text,
  challenge: ChallengeOf<"ak-stage-identification">,
  asksName: boolean,
  hasIntro: boolean,
): string {
  const { user_fields: fields, pending_user_identifier: name } = challenge;
  const autocomplete = challenge.passkey_challenge ? "username webauthn" : "username";
  const type = fields?.length === 1 && fields[0] === "email" ? "email" : "text";
  return (
    `<div class="ak-field ak-identity"${asksName ? "" : " hidden"}>` +
    `<img class="ak-avatar" alt="" width="32" height="32" hidden>` +
    `<label for="ak-identifier-input">${identifierLabel(text, fields ?? [])}</label>` +
    `<input type="${type}" id="ak-identifier-input" name="uidField" autocomplete="${autocomplete}" autocapitalize="none" ` +
    `spellcheck="false" dir="auto" required${asksName ? " autofocus" : " disabled"}` +
    `${hasIntro ? ` aria-describedby="ak-intro"` : ""}${name ? ` value="${escapeHtml(name)}"` : ""}>` +
    `<a class="ak-not-you" hidden></a><p class="ak-error" id="ak-identifier-error" role="alert" hidden></p></div>`
  );
}

function passwordRow(text: Text, canReveal: boolean, isCarried: boolean): string {
  return (
    `<div class="ak-field ak-credential${isCarried ? ` ak-carried" inert` : `"`}>` +
    `<label for="ak-stage-password-input">${text("Password")}</label><div class="ak-with-button">` +
    `<input type="password" id="ak-stage-password-input" name="password" autocomplete="current-password"${isCarried ? "" : " required"}>` +
    `<button class="ak-reveal" type="button" aria-pressed="false" aria-label="${text("Show password")}"${canReveal ? "" : " hidden"}>${text("Show")}</button></div>` +
    `<p class="ak-hint" role="status" hidden></p><p class="ak-error" id="ak-password-error" role="alert" hidden></p></div>`
  );
}

function stageContent(text: Text, challenge: ChallengeOf<"ak-stage-identification">, asksName: boolean): string {
  const { passwordless_url: passwordless, recovery_url: recovery, enroll_url: enroll } = challenge;
  const hasSources = Boolean(challenge.sources?.length);
  const remember =
    challenge.enable_remember_me && asksName
      ? `<label class="ak-check"><input type="checkbox" name="remember"><span>${text("Remember me on this device")}</span></label>`
      : "";
  const links = [
    recovery ? `<a ${link(recovery)} data-link="recovery">${text("Forgot username or password?")}</a>` : "",
    enroll ? `<a ${link(enroll)} data-link="enroll">${text("Create an account")}</a>` : "",
  ].join("");
  const passkey = challenge.passkey_challenge
    ? `<button class="ak-button ak-secondary" type="button" name="passkey">${text("Sign in with a passkey")}</button>` +
      `<p class="ak-error ak-passkey-problem" role="alert" hidden></p>`
    : "";
  return (
    `${remember}${challenge.captcha_stage ? "<ak-embedded-captcha></ak-embedded-captcha>" : ""}<div class="ak-problem" role="alert" hidden></div><p class="ak-slow" role="status" hidden></p>` +
    (asksName
      ? `<button class="ak-button" type="submit" name="continue">${escapeHtml(challenge.primary_action)}</button>`
      : "") +
    passkey +
    (asksName && (passwordless || hasSources) ? `<p class="ak-or">${text("or")}</p>` : "") +
    (passwordless
      ? `<a class="ak-button ak-secondary" ${link(passwordless)}>${text("Use a passkey or security key")}</a>`
      : "") +
    (hasSources ? "<ak-login-sources></ak-login-sources>" : "") +
    (offersAnything(challenge) ? "" : `<a class="ak-button" href="">${text("Try again")}</a>`) +
    (links ? `<p class="ak-links">${links}</p>` : "")
  );
}

/** There is a way to say who one is. */
function offersAnything(challenge: ChallengeOf<"ak-stage-identification">): boolean {
  const { user_fields: fields, sources, passwordless_url: passwordless, passkey_challenge: passkey } = challenge;
  return [fields?.length, sources?.length, passwordless, passkey].some(Boolean);
}

/** As HTML. */
function introOf(text: Text, challenge: ChallengeOf<"ak-stage-identification">): string {
  const { application_pre: application, flow_designation: designation, user_fields: fields } = challenge;
  if (designation === "recovery")
    return text("Enter the email address or username of your account, and we help you get back in.");
  if (!offersAnything(challenge))
    return text("Nobody has set up a way to sign in here yet. Your administrator can do that.");
  if (!fields?.length) return text("Choose one of the options below to continue.");
  return application ? text("Sign in to continue to {0}.", application) : "";
}

function identifierLabel(text: Text, fields: readonly string[]): string {
  if (fields.length === 1)
    return fields[0] === "email" ? text("Email") : fields[0] === "upn" ? text("UPN") : text("Username");
  if (!fields.includes("upn")) return text("Email or username");
  if (!fields.includes("username")) return text("Email or UPN");
  return fields.includes("email") ? text("Email, username or UPN") : text("Username or UPN");
}
