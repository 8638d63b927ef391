import type { Brand, FlowInfo, ServerConfig } from "../../src/protocol/challenges.ts";
import type { Exchange } from "./exchange.ts";
import { flowPage, otherPage } from "./flow-page.ts";
import { casesOf } from "./read-recordings.ts";
import { isExecutor, slugOf } from "./recording.ts";

/** A server apart from what was recorded on it. */
export interface Surroundings {
  /** The flows that it has. */
  readonly slugs: readonly string[];
  readonly flow: FlowInfo;
  readonly brand: Partial<Brand>;
  readonly compatibility: boolean;
}

const brand = recorded("brands-current", 0) as Brand;
const config = recorded("root-config", 0) as ServerConfig;
const signedOut = recorded("users-me", 0);
const signedIn = recorded("users-me", 1);
const pixel = Uint8Array.from(
  atob("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII="),
  (char) => char.charCodeAt(0),
);

/** What authentik answers to whatever is no step of a flow: brand, settings, who is signed in, pages, and where default addresses lead. */
export function ambientAnswer(exchange: Exchange, surroundings: Surroundings): Response {
  const { slugs } = surroundings;
  const { method, isSignedIn } = exchange;
  const { pathname, searchParams } = exchange.url;
  const slug = slugOf(pathname);
  const next = searchParams.get("next");
  switch (pathname) {
    case "/api/v3/core/brands/current/":
      return exchange.json({ ...brand, ...surroundings.brand });
    case "/api/v3/root/config/":
      return exchange.json(config);
    case "/api/v3/core/users/me/":
      return exchange.json(isSignedIn ? signedIn : signedOut, { status: isSignedIn ? 200 : 403 });
    case "/":
      return exchange.respond(otherPage("My applications"));
    case "/flows/-/cancel/":
      return exchange.redirect(next && /^\/(?!\/)/.test(next) ? next : "/flows/-/default/invalidation/");
    case "/flows/-/default/authentication/":
      return exchange.redirect(
        `/if/flow/${slugs[0] ?? ""}/${next === null ? "" : `?next=${encodeURIComponent(next)}`}`,
      );
  }
  if (pathname.startsWith("/static/")) return picture(pathname);
  if (isExecutor(pathname) && method === "POST") return exchange.respond("", { status: 405 });
  if (!isExecutor(pathname) && slug !== undefined && slugs.includes(slug)) return pageOf(slug, exchange, surroundings);
  return exchange.respond(otherPage("Not Found"), { status: 404 });
}

/** The page of a flow. */
export function pageOf(
  slug: string,
  exchange: Exchange,
  surroundings: Surroundings,
  sets?: readonly string[],
): Response {
  const isInspected = exchange.url.searchParams.has("inspector");
  const page = {
    slug,
    flow: surroundings.flow,
    brand: { ...brand, ...surroundings.brand },
    config,
    origin: exchange.origin,
    locale: "en",
    // The flow inspector does not work with the polyfill.
    compatibility: surroundings.compatibility && !isInspected,
  };
  return exchange.respond(flowPage(page), { ...(sets && { sets }) });
}

/** Pictures are all there, if small; of scripts and style sheets there are none. */
function picture(pathname: string): Response {
  if (pathname.endsWith(".svg"))
    return new Response('<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>', {
      headers: { "content-type": "image/svg+xml" },
    });
  if (/\.(png|jpg)$/.test(pathname)) return new Response(pixel, { headers: { "content-type": "image/png" } });
  return new Response("", { status: 404 });
}

function recorded(component: string, index: number): unknown {
  return casesOf(component)[0]?.steps[index]?.json;
}
