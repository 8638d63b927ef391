import type { Brand, Challenge, ChallengeOf } from "../protocol/challenges.ts";
import { type Credentials, credentialsFor } from "../protocol/credentials.ts";
import {
  asksName,
  canIdentify,
  identificationIntro,
  offersOthers,
  passwordlessUrl,
} from "../protocol/identification.ts";
import type { Locale } from "../protocol/locales/locales.ts";
import { safeLink } from "../protocol/safe-link.ts";
import { compactHtml, html, type Html } from "./html.ts";
import { translator, type Translator } from "./translator.ts";

type Identification = ChallengeOf<"ak-stage-identification">;

/** What the page shows before any script has run. */
export interface FirstForm {
  readonly brand: Brand | undefined;
  /** The first challenge, if it is known already. */
  readonly challenge?: Challenge | undefined;
  /** The address of the page, without its host. */
  readonly pageUrl: string;
  /** English unless given. */
  readonly locale?: Locale;
}

/**
 * What `<ak-flow-executor>` holds in the server's response: logo, footer, and the identification form, ready to be typed into before the
 * app is there. The app adopts the very nodes, so they are those of `src/client/shell/card.template.ts` and of the identification stage;
 * a test compares them. Other first steps get a placeholder.
 */
export function renderFirstForm({ brand, challenge, pageUrl, locale = "en" }: FirstForm): Html {
  const text = translator(locale);
  const step =
    challenge?.component === "ak-stage-identification"
      ? identificationCard(text, challenge, pageUrl.replace(/[?#].*$/s, ""))
      : html`<div slot="placeholder" class="ak-placeholder" role="status">${withoutScript(text)}</div>`;
  if (!brand) return step;
  return html`<header slot="brand" class="ak-brand"><img src="${brand.branding_logo}" alt="${brand.branding_title}"></header>${step}${footer(brand)}`;
}

function withoutScript(text: Translator): Html {
  const word = html`<p class="ak-notice">${text("This page needs JavaScript, which has not loaded. It may be turned off, blocked or slow. Check that and your connection, then reload the page.")}</p><a class="ak-button ak-secondary" href="">${text("Reload the page")}</a>`;
  // The page's first script shows the second one where the app does not come.
  return html`<noscript>${word}</noscript><div class="ak-missing" role="alert" hidden>${word}</div>`;
}

/** The attribute that makes a link lead to an address, where it is one to follow. */
function link(href: string | null | undefined): Html | undefined {
  const to = safeLink(href);
  return to ? html`href="${to}"` : undefined;
}

function footer({ ui_footer_links: links }: Brand): Html | undefined {
  if (links.length === 0) return undefined;
  const items = links.map(({ href, name }) => html`<a ${link(href)}>${name}</a>`);
  return html`<footer slot="footer" class="ak-footer">${items}</footer>`;
}

function identificationCard(text: Translator, challenge: Identification, action: string): Html {
  const credentials = credentialsFor(challenge, text);
  const intro = identificationIntro(challenge, text, (application) => text("Sign in to continue to {0}.", application));
  return compactHtml`
    <main class="ak-card" id="ak-flow-main" tabindex="-1">
      <header class="ak-step">
        <h1 class="ak-title" tabindex="-1">${challenge.flow_info?.title}</h1>
        <p class="ak-intro" id="ak-intro"${intro === "" && html` hidden`}>${intro}</p>
      </header>
      <form class="ak-form" method="post" action="${action}">
        ${identityRow(credentials, intro !== "")}
        ${credentials.password !== "none" && passwordRow(text, credentials)}
        <ak-stage-identification data-stage>${stageContent(text, challenge)}</ak-stage-identification>
      </form>
      <p class="ak-announcer" role="status"></p>
      ${withoutScript(text)}
    </main>`;
}

function identityRow({ username, label, type, name }: Credentials, hasIntro: boolean): Html {
  const asks = username === "ask";
  return compactHtml`
    <div class="ak-field ak-identity"${!asks && html` hidden`}>
      <img class="ak-avatar" alt="" width="32" height="32" hidden>
      <label for="ak-identifier-input">${label}</label>
      <input type="${type}" id="ak-identifier-input" name="uidField" autocomplete="username" autocapitalize="none"
        spellcheck="false" dir="auto" required ${asks ? html`autofocus` : html`disabled`}
        ${hasIntro && html` aria-describedby="ak-intro"`}${name !== "" && html` value="${name}"`}>
      <a class="ak-not-you" href="" hidden></a>
      <p class="ak-error" id="ak-identifier-error" role="alert" hidden></p>
    </div>`;
}

function passwordRow(text: Translator, { password, canReveal }: Credentials): Html {
  const isCarried = password === "carry";
  return compactHtml`
    <div class="ak-field ak-credential${isCarried && " ak-carried"}"${isCarried && html` inert`}>
      <label for="ak-stage-password-input">${text("Password")}</label>
      <div class="ak-with-button">
        <input type="password" id="ak-stage-password-input" name="password" autocomplete="current-password"${!isCarried && html` required`}>
        <button class="ak-reveal" type="button" aria-pressed="false" aria-label="${text("Show password")}"${!canReveal && html` hidden`}>${text("Show")}</button>
      </div>
      <p class="ak-hint" role="status" hidden></p>
      <p class="ak-error" id="ak-password-error" role="alert" hidden></p>
    </div>`;
}

function stageContent(text: Translator, challenge: Identification): Html {
  const { sources } = challenge;
  const passwordless = passwordlessUrl(challenge);
  const asks = asksName(challenge);
  return compactHtml`
    ${asks && challenge.enable_remember_me === true && rememberBox(text)}
    ${Boolean(challenge.captcha_stage) && html`<ak-embedded-captcha></ak-embedded-captcha>`}
    <div class="ak-problem" role="alert" hidden></div>
    <p class="ak-slow" role="status" hidden></p>
    ${asks && html`<button class="ak-button" type="submit" name="continue">${challenge.primary_action}</button>`}
    ${Boolean(challenge.passkey_challenge) && passkeyButton(text)}
    ${offersOthers(challenge) && html`<p class="ak-or">${text("or")}</p>`}
    ${Boolean(passwordless) && html`<a class="ak-button ak-secondary" ${link(passwordless)}>${text("Use a passkey or security key")}</a>`}
    ${Boolean(sources?.length) && html`<ak-login-sources></ak-login-sources>`}
    ${!canIdentify(challenge) && html`<a class="ak-button" href="">${text("Try again")}</a>`}
    ${quietLinks(text, challenge)}`;
}

function rememberBox(text: Translator): Html {
  return compactHtml`
    <label class="ak-check">
      <input type="checkbox" name="remember">
      <span>${text("Remember me on this device")}</span>
    </label>`;
}

function passkeyButton(text: Translator): Html {
  return compactHtml`
    <button class="ak-button ak-secondary" type="button" name="passkey">${text("Sign in with a passkey")}</button>
    <p class="ak-error ak-passkey-problem" role="alert" hidden></p>`;
}

function quietLinks(
  text: Translator,
  { recovery_url: recovery, enroll_url: enroll }: Identification,
): Html | undefined {
  if (!recovery && !enroll) return undefined;
  return compactHtml`
    <p class="ak-links">
      ${Boolean(recovery) && html`<a ${link(recovery)} data-link="recovery">${text("Forgot username or password?")}</a>`}
      ${Boolean(enroll) && html`<a ${link(enroll)} data-link="enroll">${text("Create an account")}</a>`}
    </p>`;
}
