import type { Context, Hono } from "hono";
import { captchaStageModel } from "../stages/captcha-model.ts";
import { captchaFramePath, captchaFramePolicy } from "../../page/captcha-frame-policy.ts";
import type { AppEnv } from "./request-facts.ts";
import type { RoutesContext } from "./routes-context.ts";

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
