import { parseUrl } from "../protocol/parse-url.ts";
import { policyText } from "./policy.ts";

/** The document in which captchas run, a file of the build. */
export const captchaFramePath = "/static/captcha/frame.html";

/** The scripts of the vendors that are known, where nobody can say which of them a flow has. */
export const knownVendorScripts: readonly string[] = [
  "https://www.google.com/recaptcha/api.js",
  "https://js.hcaptcha.com/1/api.js",
  "https://challenges.cloudflare.com/turnstile/v0/api.js",
];

/** What the scripts of the known vendors load, beyond where they come from themselves. */
const vendors: readonly (readonly string[])[] = [
  ["https://www.google.com", "https://www.recaptcha.net", "https://recaptcha.google.com", "https://www.gstatic.com"],
  ["https://hcaptcha.com", "https://*.hcaptcha.com"],
  ["https://challenges.cloudflare.com"],
];

/**
 * The policy of that document: the only one where scripts of others run, and only those that are named.
 *
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
  const url = parseUrl(script);
  if (url?.protocol !== "https:" && url?.protocol !== "http:") return [];
  const { origin } = url;
  return [origin, ...(vendors.find((hosts) => hosts.some((host) => matches(host, origin))) ?? [])];
}

function matches(source: string, origin: string): boolean {
  return source === origin || (source.startsWith("https://*.") && origin.endsWith(source.slice("https://*".length)));
}
