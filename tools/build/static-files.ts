import { createHash } from "node:crypto";
import { pagePolicy } from "../../src/page/policy.ts";

/**
 * What a plain web server needs: the page, and its policy as lines for the configurations of nginx and of Caddy. The page is the same for everybody,
 * so its inline scripts are known by their hashes; styles cannot be, because the polyfill of compatibility mode writes some.
 *
 * @returns file names with their contents
 */
export function staticFiles(page: string): [file: string, content: string][] {
  const policy = staticPolicy(page);
  return [
    ["static.html", page],
    ["policy/nginx.conf", `add_header Content-Security-Policy "${policy}" always;\n`],
    ["policy/Caddyfile", `header Content-Security-Policy "${policy}"\n`],
  ];
}

/** The policy of the page without a nonce. */
export function staticPolicy(page: string): string {
  const scripts = [...page.matchAll(/<script(?: type="module")?>([^]*?)<\/script>/g)].map(
    ([, code = ""]) => `'sha256-${createHash("sha256").update(code).digest("base64")}'`,
  );
  const nonce = "of-nobody";
  const policy = pagePolicy({ nonce, frameAncestors: ["'self'"], components: ["ak-source-plex"] });
  return policy
    .replace(`style-src 'self' 'nonce-${nonce}'`, "style-src 'self' 'unsafe-inline'")
    .replace(`'nonce-${nonce}'`, scripts.join(" "));
}
