import type { Context, Hono } from "hono";
import { captchaStageModel } from "../stages/captcha-model.ts";
import { policyText } from "../../page/policy.ts";
import type { AppEnv } from "./request-facts.ts";
import type { RoutesContext } from "./routes-context.ts";

/** The document in which captchas run, a file of the build. */
export const captchaFramePath = "/static/captcha/frame.html";

/** What the scripts of the known vendors load, beyond where they come from themselves. */
const vendors: readonly (readonly string[])[] = [
  ["https://www.google.com", "https://www.recaptcha.net", "https://recaptcha.google.com", "https://www.gstatic.com"],
  ["https://hcaptcha.com", "https://*.hcaptcha.com"],
  ["https://challenges.cloudflare.com"],
];

/**
 * Gives the captchas' document a policy of its own: the only one where scripts of others run, and only those that a captcha stage names.
 * On the pages' own host it is sandboxed into an origin of nobody; on a host of its own it keeps that, which vendors check.
 */
export function captchaFrameRoute(app: Hono<AppEnv>, { services, requestSessions, pages }: RoutesContext): void {
  app.use(captchaFramePath, async (c: Context<AppEnv>, next) => {
    await next();
    if (!c.res.ok) return;
    const scripts = services.models.list(captchaStageModel).map(({ js_url }) => js_url);
    const isApart = requestSessions.facts(c).origin === pages.captchaOrigin;
    c.header("Content-Security-Policy", captchaFramePolicy(scripts, isApart, pages.frameAncestors));
    c.header("Cache-Control", "no-store");
  });
}

/**
 * @param scripts the vendors' scripts, as the stages name them
 * @param isApart the document has a host of its own
 * @param frameAncestors CSP sources of who may frame it: the pages, and who may frame those
 */
export function captchaFramePolicy(
  scripts: readonly string[],
  isApart: boolean,
  frameAncestors: readonly string[],
): string {
  const origins = [...new Set(scripts.flatMap(originsFor))];
  const sandbox = ["allow-scripts", "allow-forms", "allow-popups", "allow-popups-to-escape-sandbox"];
  return policyText({
    sandbox: isApart ? [...sandbox, "allow-same-origin", "allow-storage-access-by-user-activation"] : sandbox,
    "default-src": ["'none'"],
    "script-src": ["'self'", ...origins],
    // The vendors' widgets style themselves.
    "style-src": ["'unsafe-inline'", ...origins],
    "img-src": ["data:", ...origins],
    "connect-src": origins.length > 0 ? origins : ["'none'"],
    "frame-src": origins.length > 0 ? origins : ["'none'"],
    "frame-ancestors": frameAncestors,
    "base-uri": ["'none'"],
    "form-action": ["'none'"],
  });
}

/** Where a script and what it loads come from; nothing to add where it is a path of this site, or no address at all. */
function originsFor(script: string): readonly string[] {
  if (!URL.canParse(script)) return [];
  const { origin, protocol } = new URL(script);
  if (protocol !== "https:" && protocol !== "http:") return [];
  return [origin, ...(vendors.find((hosts) => hosts.some((host) => matches(host, origin))) ?? [])];
}

function matches(source: string, origin: string): boolean {
  return source === origin || (source.startsWith("https://*.") && origin.endsWith(source.slice("https://*".length)));
}
