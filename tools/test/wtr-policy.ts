import { pagePolicy } from "../../src/page/policy.ts";

/** What the runner's own scripts in a test page carry. */
const nonce = "test-runner";

/** As far as the runner's middleware needs Koa's context. */
interface Context {
  readonly url: string;
  readonly response: { get(name: string): string; is(type: string): string | false | null };
  body: unknown;
  set(name: string, value: string): void;
}

/**
 * Puts test pages under the policy of real pages, Trusted Types included; added are only the runner's WebSocket, and a policy for
 * HTML that a server would have sent (`test/support/html.ts`).
 * `wtr-uncaught-watch.ts` fails the test during which something was blocked.
 */
export function strictPolicy(): (context: Context, next: () => Promise<void>) => Promise<void> {
  const policy = pagePolicy({
    nonce,
    frameAncestors: ["'self'"],
    components: ["ak-source-plex"],
    extra: { "connect-src": ["ws:"], "trusted-types": ["tests"] },
  });
  return async (context, next) => {
    await next();
    // Captchas' documents have a policy of their own.
    const isTestPage = context.url.includes("wtr-session-id=") && context.response.is("html") === "html";
    if (!isTestPage || typeof context.body !== "string") return;
    context.set("Content-Security-Policy", policy);
    context.body = context.body.replaceAll("<script", `<script nonce="${nonce}"`);
  };
}
