import { msg } from "@lit/localize";
import type { TemplateResult } from "lit";
import { safeNextPath } from "../../../protocol/next-url.ts";
import { parseUrl } from "../../../protocol/parse-url.ts";
import { pageOrigin, pagePath, pageQuery } from "../../platform/environment.ts";
import { wayOut } from "./notice.ts";
import type { QuietLink } from "./quiet-links.ts";

/** Back to where somebody came from, or where that is not known, to the overview. */
export function wayBack(cancelUrl: string | undefined, base: string): TemplateResult {
  const back = cancelUrl && nextOf(cancelUrl);
  if (back && back !== "/") return wayOut(msg("Go back"), cancelUrl);
  return wayOut(msg("Go to the overview"), base);
}

/** The link of a step that somebody may not want to go on with, by what it does. */
export function cancelLink(cancelUrl: string): QuietLink {
  return { href: cancelUrl, text: nextOf(cancelUrl) ? msg("Cancel") : msg("Sign out"), name: "cancel" };
}

/** Drops the plan on the server and begins the flow of this page anew. */
export function startOver(base: string, secondary = false): TemplateResult {
  return wayOut(msg("Start over"), startOverUrl(base), secondary);
}

/** Where {@link startOver} leads. */
export function startOverUrl(base: string): string {
  return withNext(`${base}flows/-/cancel/`, pageAddress(base));
}

/** Signs in and comes back to this page; nothing where somebody has just come back from there. */
export function signInUrl(base: string): string | undefined {
  const next = new URLSearchParams(pageQuery()).get("next");
  if (next && parseUrl(next, pageOrigin())?.pathname === pagePath()) return undefined;
  return withNext(`${base}flows/-/default/authentication/`, pageAddress(base));
}

/** Signs in instead of what this page is for, and leads to where this would have led. */
export function signInInsteadUrl(base: string): string {
  return withNext(`${base}flows/-/default/authentication/`, new URLSearchParams(pageQuery()).get("next") ?? "");
}

/** Leads from a change of one's account to where that would have led, or to the overview; nothing is changed. */
export function leaveAccountUrl(base: string): string {
  return safeNextPath(new URLSearchParams(pageQuery()).get("next") ?? "") ?? base;
}

/** The server drops the plan, and goes on to `next`; without one that means signing out. */
function nextOf(cancelUrl: string): string | null | undefined {
  return parseUrl(cancelUrl, pageOrigin())?.searchParams.get("next");
}

function withNext(url: string, next: string): string {
  return next ? `${url}?next=${encodeURIComponent(next)}` : url;
}

/** The page's own address as the server may lead to it; `""` on a page of another site, which it does not lead to. */
function pageAddress(base: string): string {
  if (parseUrl(base, pageOrigin())?.origin !== pageOrigin()) return "";
  const query = pageQuery();
  return query ? `${pagePath()}?${query}` : pagePath();
}
