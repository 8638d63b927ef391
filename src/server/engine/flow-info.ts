import type { FlowInfo } from "../../protocol/challenges.ts";
import { encodeQueryValue } from "../../protocol/flow-url.ts";
import { type FlowRequest, queryParameter } from "./flow-request.ts";
import type { Flow } from "./models/flow-model.ts";
import type { Plan } from "./plan.ts";
import { displayUser } from "./display-user.ts";

const defaultBackground = "/static/dist/assets/images/flow_background.jpg";

/** What every challenge of a stage says about its flow. */
export function flowInfo(flow: Flow, plan: Plan | undefined, request: FlowRequest): FlowInfo {
  const { query, user } = request.session.state;
  // In the protocol to cancel without a `next` is to sign out, and nobody wants that who only wants to leave this page.
  const next = (query === undefined ? undefined : queryParameter(query, "next")) ?? (user ? "/" : undefined);
  return {
    title: flowTitle(flow, plan, request),
    background: flow.background.replaceAll("%(theme)s", "light") || defaultBackground,
    background_themed_urls: themedUrls(flow.background),
    cancel_url: `/flows/-/cancel/${next === undefined ? "" : `?next=${encodeQueryValue(next).replaceAll("%20", "+")}`}`,
    layout: flow.layout,
  };
}

/** The title with `%(app)s` and `%(user)s` filled in; one with any other `%` stays as it is. */
export function flowTitle(flow: Flow, plan: Plan | undefined, request: FlowRequest): string {
  if (!plan) return flow.title;
  const values: Record<string, string> = {
    "%%": "%",
    "%(app)s": plan.context.application?.name ?? "",
    "%(user)s": displayUser(plan, request).username,
  };
  const placeholders = /%%|%\(app\)s|%\(user\)s/g;
  if (flow.title.replace(placeholders, "").includes("%")) return flow.title;
  return flow.title.replace(placeholders, (placeholder) => values[placeholder] ?? placeholder);
}

function themedUrls(background: string): { light: string; dark: string } | null {
  if (!background.includes("%(theme)s")) return null;
  return { light: background.replaceAll("%(theme)s", "light"), dark: background.replaceAll("%(theme)s", "dark") };
}
