import { isWellKnownPath, type WellKnown, wellKnownResponse } from "../edge/well-known.ts";
import { askPage } from "./ask-page.ts";
import type { Exchange } from "./exchange.ts";
import { asItIs } from "./flow-page.ts";
import type { GatewaySettings } from "./settings.ts";
import type { Upstream } from "./upstream.ts";
import { type Trouble, UpstreamTimeout, troubleOf } from "./upstream-trouble.ts";

/** Milliseconds that upstream has to say whether it has an answer of its own. */
const patience = 10_000;

/** The tab of authentik's own account page where people have their second factors; it has no shorter address. */
const factorsTab = `if/user/#/settings;${encodeURIComponent(JSON.stringify({ page: "page-mfa" }))}`;

/** Whether a request asks for what browsers and password managers look for. */
export function isWellKnown({ request: { method }, facts: { path } }: Exchange): boolean {
  return (method === "GET" || method === "HEAD") && isWellKnownPath(path);
}

/** Upstream's answer at a well-known address; where it has none, ours, if there is one. */
export async function wellKnown(
  { upstream, settings }: { readonly upstream: Upstream; readonly settings: GatewaySettings },
  exchange: Exchange,
): Promise<Response | Trouble> {
  const { path, proto, host } = exchange.facts;
  const asked = await askPage({ upstream, exchange, signal: AbortSignal.timeout(patience) });
  if (asked.kind === "trouble") return asked.trouble;
  if (asked.kind === "late") return troubleOf(new UpstreamTimeout("no sign of upstream"));
  const ours = { origin: `${proto}://${host}`, now: Date.now() };
  const answer =
    asked.answer.status === 404 && isWellKnownPath(path) ? wellKnownResponse(path, known(settings), ours) : undefined;
  return answer ?? asItIs(asked.answer, undefined);
}

function known({ webPath, passwordFlow, wellKnown: settings }: GatewaySettings): WellKnown {
  const factors = webPath + factorsTab;
  return {
    ...settings,
    changePassword: `${webPath}if/flow/${passwordFlow}/`,
    passkeys: { enroll: factors, manage: factors },
  };
}
