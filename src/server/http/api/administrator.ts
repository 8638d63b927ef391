import type { Context } from "hono";
import type { Session } from "../../engine/session.ts";
import { BodyError } from "../read-json-body.ts";
import { checkCsrf, CsrfError } from "../csrf.ts";
import type { AppEnv } from "../request-facts.ts";
import type { RoutesContext } from "../routes-context.ts";

type Work = (session: Session) => Response | Promise<Response>;

const safe = ["GET", "HEAD", "OPTIONS"];

/** Runs `work` for administrators only; a request that changes something has to come from a page of ours. */
export function apiForAdministrator(
  { services, gate }: RoutesContext,
  c: Context<AppEnv>,
  work: Work,
): Promise<Response> {
  return gate.visit(c, async (session) => {
    const refuse = (detail: string) => ({ keep: false, respond: () => c.json({ detail }, 403) });
    if (!session.user) return refuse("Authentication credentials were not provided.");
    if (!services.membership.isSuperuser(session.user)) {
      return refuse("You do not have permission to perform this action.");
    }
    try {
      if (!safe.includes(c.req.method)) checkCsrf(c, gate.facts(c));
      const response = await work(session);
      return { keep: true, respond: () => response };
    } catch (error) {
      if (error instanceof CsrfError) return refuse(error.message);
      if (!(error instanceof BodyError)) throw error;
      const { message, status } = error;
      return { keep: false, respond: () => c.json({ detail: message }, status) };
    }
  });
}
