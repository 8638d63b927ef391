import { type Context, Hono } from "hono";
import { assetsRoute } from "../edge/assets-route.ts";
import type { BuiltInterface } from "../edge/built-interface.ts";
import { wellKnownPaths } from "../edge/well-known.ts";
import { captchaFramePath, captchaFramePolicy, knownVendorScripts } from "../page/captcha-frame-policy.ts";
import { dataPolicy } from "../page/policy.ts";
import type { Exchange } from "./exchange.ts";
import { flowPage } from "./flow-page.ts";
import { type HealthOptions, healthPaths, healthRoutes } from "./health-routes.ts";
import type { GatewaySettings } from "./settings.ts";
import type { Trouble } from "./upstream-trouble.ts";
import { isWellKnown, wellKnown } from "./well-known.ts";

/** What comes along with a request to an address that the gateway answers itself. */
export interface GatewayEnv {
  Bindings: { readonly exchange: Exchange };
}

export interface OwnRoutesOptions extends HealthOptions {
  readonly built: BuiltInterface;
  /** Says that upstream does not answer. */
  readonly onTrouble: (exchange: Exchange, trouble: Trouble) => Response;
}

/** What the gateway answers itself. */
export interface OwnRoutes {
  /** Whether a request is for it. Everything else is upstream's, under the same names. */
  isOwn(exchange: Exchange): boolean;
  fetch(request: Request, exchange: Exchange): Promise<Response>;
}

export function ownRoutes(options: OwnRoutesOptions): OwnRoutes {
  const { settings, built } = options;
  const { webPath } = settings;
  const files = fileRoutes(settings, built.folder);
  // The page names its files from the root; authentik may be mounted below it.
  const page = built.page.replaceAll('"/static/', `"${webPath}static/`);
  const compatibilityChunks = built.compatibilityChunks.map((path) => webPath + path.slice(1));
  const healths = healthPaths(settings);
  const app = new Hono<GatewayEnv>();
  healthRoutes(app, options);
  app.all(`${webPath}if/flow/:slug{[-a-zA-Z0-9_]+}/`, async (c) => {
    const { exchange } = c.env;
    // A form submitted before the script arrived: nothing of it is taken, the page comes back and can be used.
    if (c.req.method === "POST") return c.redirect(exchange.facts.target, 303);
    const answer = await flowPage({ ...options, built: { ...built, page, compatibilityChunks } }, exchange, slugOf(c));
    return answer instanceof Response ? answer : options.onTrouble(exchange, answer);
  });
  for (const path of wellKnownPaths) {
    app.get(path, async ({ env: { exchange } }) => {
      const answer = await wellKnown(options, exchange);
      return answer instanceof Response ? answer : options.onTrouble(exchange, answer);
    });
  }
  app.notFound((c) => files.fetch(belowRoot(c.req.raw, webPath), c.env));
  return {
    isOwn: (exchange) =>
      healths.includes(exchange.facts.path) ||
      isFile(exchange.facts.path, webPath) ||
      isWellKnown(exchange) ||
      (isPage(exchange, webPath) && !wantsUpstreamsOwn(exchange)),
    fetch: async (request, exchange) => app.fetch(request, { exchange }),
  };
}

function slugOf(c: Context<GatewayEnv>): string {
  return c.req.param("slug") ?? "";
}

/** What the build has of its own; authentik's files stand beside them. */
function isFile(path: string, webPath: string): boolean {
  return ["flow", "captcha", "embed"].some((folder) => path.startsWith(`${webPath}static/${folder}/`));
}

function isPage({ request: { method }, facts: { path } }: Exchange, webPath: string): boolean {
  const isOfFlow = path.startsWith(webPath) && /^if\/flow\/[-a-zA-Z0-9_]+\/$/.test(path.slice(webPath.length));
  return isOfFlow && (method === "GET" || method === "POST");
}

/** Whether upstream's own interface was asked for, by name or by a browser that ours does not support. */
function wantsUpstreamsOwn({ request, facts }: Exchange): boolean {
  const query = new URLSearchParams(/\?(.*)$/s.exec(facts.target)?.[1] ?? "");
  if (query.has("fallback") || query.has("sfe")) return true;
  // Those for which authentik has a page of its own: Internet Explorer, Edge before Chromium, and what joins devices to a directory.
  return /\bMSIE |\bTrident\/|\bEdge\/(\d|1[0-8])\.|PKeyAuth/.test(request.headers["user-agent"] ?? "");
}

function belowRoot(request: Request, webPath: string): Request {
  const url = new URL(request.url);
  url.pathname = `/${url.pathname.slice(webPath.length)}`;
  return new Request(url, request);
}

function fileRoutes({ captchaOrigin, frameAncestors }: GatewaySettings, folder: string): Hono<GatewayEnv> {
  const files = new Hono<GatewayEnv>();
  files.use("*", async (c, next) => {
    await next();
    if (!c.res.headers.has("Content-Security-Policy")) c.header("Content-Security-Policy", dataPolicy);
    c.header("X-Content-Type-Options", "nosniff");
  });
  files.use(captchaFramePath, async (c, next) => {
    await next();
    if (!c.res.ok) return;
    const { proto, host } = c.env.exchange.facts;
    const isApart = `${proto}://${host}` === captchaOrigin;
    c.header("Content-Security-Policy", captchaFramePolicy(knownVendorScripts, isApart, frameAncestors));
    c.header("Cache-Control", "no-store");
  });
  assetsRoute(files, folder);
  files.notFound((c) => c.text("Not found.\n", 404, { "Cache-Control": "no-store" }));
  return files;
}
