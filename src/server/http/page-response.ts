import { randomBytes } from "node:crypto";
import type { Context } from "hono";
import { html, type Html } from "../../page/html.ts";
import { pagePolicy, type Policy } from "../../page/policy.ts";
import { plainPage } from "../../page/plain-page.ts";
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
  const nonce = newNonce();
  const content = notice("Not found", "There is no page at this address. The link may be out of date.");
  return pageResponse(c, plainPage("Not Found", content, nonce), nonce, options, { status: 404 });
}

/** Says that something went wrong, with the number under which the log has it. */
export function errorPage(c: Context<AppEnv>, options: PageOptions): Response {
  const nonce = newNonce();
  const content = notice(
    "Something went wrong",
    `Try again in a moment. The number of this request is ${c.get("requestId")}.`,
  );
  return pageResponse(c, plainPage("Server Error", content, nonce), nonce, options, { status: 500 });
}

/** Says why something was not done. */
export function errorNotice(
  c: Context<AppEnv>,
  options: PageOptions,
  message: string,
  status: 400 | 403 | 413 | 415 | 503 = 400,
): Response {
  const nonce = newNonce();
  const content = notice("That did not work", message);
  return pageResponse(c, plainPage("That did not work", content, nonce), nonce, options, { status });
}

function notice(title: string, text: string): Html {
  return html`<div class="account"><div><h1>${title}</h1><p class="muted">${text}</p></div><a class="button" href="/">Go home</a></div>`;
}
