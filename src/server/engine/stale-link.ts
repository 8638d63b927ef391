import { sentence } from "../../protocol/locales/words.ts";
import { safeNextPath } from "../../protocol/next-url.ts";
import { type FlowRequest, queryParameter } from "./flow-request.ts";
import type { Flow } from "./models/flow-model.ts";

/** What is wrong with a link that came by e-mail: it was used, or there is none such, be it too old or not whole. */
export type LinkFault = "used" | "gone";

/** What somebody is told who opens a link that leads nowhere any more, and where they can go on. */
export interface WayOn {
  readonly message: string;
  /** `undefined` where nobody can get another link by themselves. */
  readonly to: string | undefined;
}

/** The way on for whoever opens a link that leads nowhere any more: never to an address with the same link. */
export function wayOn(fault: LinkFault, flow: Flow, request: FlowRequest): WayOn {
  const isUsed = fault === "used";
  if (request.session.user && (isUsed || flow.authentication === "require_unauthenticated")) {
    const next = safeNextPath(queryParameter(request.query, "next") ?? "/") ?? "/";
    return {
      message: isUsed
        ? sentence("This link was used already, and you are signed in.")
        : sentence("This link is no longer valid. You do not need it: you are signed in."),
      to: next,
    };
  }
  if (flow.authentication === "require_redirect") {
    return {
      message: isUsed
        ? sentence("This link was used already. Ask for a new one where you got it.")
        : sentence("This link is no longer valid, or a part of it is missing. Ask for a new one where you got it."),
      to: undefined,
    };
  }
  if (isUsed && flow.designation === "enrollment") {
    const message = sentence("This link was used already: your account is ready. Sign in with it.");
    return { message, to: `/flows/-/default/authentication/${withoutToken(request.query)}` };
  }
  return {
    message: isUsed
      ? sentence("This link was used already. Begin again here to get a new one.")
      : sentence("This link is no longer valid, or a part of it is missing. Begin again here to get a new one."),
    to: `/if/flow/${flow.slug}/${withoutToken(request.query)}`,
  };
}

function withoutToken(query: string): string {
  const parameters = new URLSearchParams(query);
  parameters.delete("flow_token");
  return parameters.size > 0 ? `?${parameters.toString()}` : "";
}
