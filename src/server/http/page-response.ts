import { randomBytes } from "node:crypto";
import type { Context } from "hono";
import { html, type Html } from "../../page/html.ts";
import { pagePolicy, type Policy } from "../../page/policy.ts";
import { plainPage } from "../../page/plain-page.ts";
import type { Locale } from "../../protocol/locales/locales.ts";
import { localisedText, serverText } from "../engine/localised-text.ts";
import { localeOf } from "./locale-of.ts";
import type { AppEnv } from "./request-facts.ts";
import type { PageOptions } from "./routes-context.ts";

/** A nonce of 144 bits for one response. */
export function newNonce(): string {
  return randomBytes(18).toString("base64");
}

type PageStatus = 200 | 400 | 403 | 404 | 405 | 413 | 415 | 500 | 503;

/**
 * Answers with HTML and the headers pages have.
 *
 * @param components of the steps that the page may come to show, if it is that of a flow
 */
export function pageResponse(
  c: Context<AppEnv>,
  page: string | Html,
  nonce: string,
  options: PageOptions,
  { status = 200, components = [] }: { status?: PageStatus; components?: Iterable<string> } = {},
): Response {
  const { frameAncestors } = options;
  const policy = pagePolicy({ nonce, frameAncestors, components, extra: extraSources(options) });
  c.header("Content-Security-Policy", policy);
  // The older header knows only this one origin; where others may frame the page it has to be silent.
  const [ancestor, ...others] = frameAncestors;
  if (others.length === 0 && ancestor === "'none'") c.header("X-Frame-Options", "DENY");
  if (others.length === 0 && ancestor === "'self'") c.header("X-Frame-Options", "SAMEORIGIN");
  return c.html(page.toString(), status);
}

function extraSources({ extraCsp, captchaOrigin }: PageOptions): Policy {
  if (captchaOrigin === undefined) return extraCsp;
  return { ...extraCsp, "frame-src": [...(extraCsp["frame-src"] ?? []), captchaOrigin] };
}

/** Says calmly that there is nothing here. */
export function notFoundPage(c: Context<AppEnv>, options: PageOptions): Response {
  return noticePage(c, options, 404, (text) => ({
    title: text("Not found"),
    says: text("There is no page at this address. The link may be out of date."),
  }));
}

/** Says that something went wrong, with the number under which the log has it. */
export function errorPage(c: Context<AppEnv>, options: PageOptions): Response {
  return noticePage(c, options, 500, (text) => ({
    title: text("Something went wrong"),
    says: text("Try again in a moment. The number of this request is {0}.", c.get("requestId")),
  }));
}

/** Says why something was not done. @param message a sentence in English */
export function errorNotice(
  c: Context<AppEnv>,
  options: PageOptions,
  message: string,
  status: 400 | 403 | 413 | 415 | 503 = 400,
): Response {
  return noticePage(c, options, status, (text, locale) => ({
    title: text("That did not work"),
    says: localisedText(message, locale),
  }));
}

type Text = ReturnType<typeof serverText>;

function noticePage(
  c: Context<AppEnv>,
  options: PageOptions,
  status: PageStatus,
  words: (text: Text, locale: Locale) => { readonly title: string; readonly says: string },
): Response {
  const nonce = newNonce();
  const locale = localeOf(c, c.req.url.split("?")[1] ?? "", { own: "", brand: "" });
  const text = serverText(locale);
  const { title, says } = words(text, locale);
  const content = html`<div class="account"><div><h1>${title}</h1><p class="muted">${says}</p></div><a class="button" href="/">${text("Go to the overview")}</a></div>`;
  return pageResponse(c, plainPage(title, content, nonce, { locale }), nonce, options, { status });
}
