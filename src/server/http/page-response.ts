import { randomBytes } from "node:crypto";
import type { Context } from "hono";
import { pagePolicy, type Policy } from "./content-security-policy.ts";
import { escapeHtml } from "../engine/escape-html.ts";
import { plainPage } from "./plain-page.ts";
import type { AppEnv } from "./request-facts.ts";
import type { PageOptions } from "./routes-context.ts";

/** A nonce of 144 bits for one response. */
export function newNonce(): string {
  return randomBytes(18).toString("base64");
}

/** Answers with HTML and the headers pages have. */
export function pageResponse(
  c: Context<AppEnv>,
  html: string,
  nonce: string,
  options: PageOptions,
  status: 200 | 400 | 403 | 404 | 405 | 413 | 415 | 500 | 503 = 200,
): Response {
  c.header("Content-Security-Policy", pagePolicy(nonce, options.frameAncestors, extraSources(options)));
  // The older header knows only this one origin; where others may frame the page it has to be silent.
  const [ancestor, ...others] = options.frameAncestors;
  if (others.length === 0 && ancestor === "'none'") c.header("X-Frame-Options", "DENY");
  if (others.length === 0 && ancestor === "'self'") c.header("X-Frame-Options", "SAMEORIGIN");
  return c.html(html, status);
}

function extraSources({ extraCsp, captchaOrigin }: PageOptions): Policy {
  if (captchaOrigin === undefined) return extraCsp;
  return { ...extraCsp, "frame-src": [...(extraCsp["frame-src"] ?? []), captchaOrigin] };
}

/** Says calmly that there is nothing here. */
export function notFoundPage(c: Context<AppEnv>, options: PageOptions): Response {
  const nonce = newNonce();
  const content = notice("Not found", "There is no page at this address. The link may be out of date.");
  return pageResponse(c, plainPage("Not Found", content, nonce), nonce, options, 404);
}

/** Says that something went wrong, with the number under which the log has it. */
export function errorPage(c: Context<AppEnv>, options: PageOptions): Response {
  const nonce = newNonce();
  const content = notice(
    "Something went wrong",
    `Try again in a moment. The number of this request is ${c.get("requestId")}.`,
  );
  return pageResponse(c, plainPage("Server Error", content, nonce), nonce, options, 500);
}

/** Says why something was not done. */
export function errorNotice(
  c: Context<AppEnv>,
  options: PageOptions,
  message: string,
  status: 400 | 403 | 413 | 415 | 503 = 400,
): Response {
  const nonce = newNonce();
  const content = notice("That did not work", escapeHtml(message));
  return pageResponse(c, plainPage("That did not work", content, nonce), nonce, options, status);
}

function notice(title: string, text: string): string {
  return `<div class="account"><div><h1>${title}</h1><p class="muted">${text}</p></div><a class="button" href="/">Go home</a></div>`;
}
