import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import type { Hono } from "hono";
import type { LiveIdentity } from "./live-clients.ts";
import type { AppEnv } from "./request-facts.ts";
import type { RoutesContext } from "./routes-context.ts";

/** Seconds after which a page may try again for which there was no room. */
const retryAfter = "60";

/** `/ws/client/`: a WebSocket over which pages hear what the server has to say. Only pages of this site may connect. */
export function liveRoute(app: Hono<AppEnv>, { cookies, requestSessions, live }: RoutesContext): void {
  app.get("/ws/client/", async (c) => {
    const { upgrade } = c.env;
    if (!upgrade) return c.json({ detail: "This address is for WebSockets." }, 426, { Upgrade: "websocket" });
    const { origin, clientNetwork: network } = requestSessions.facts(c);
    if (c.req.header("origin") !== origin) return c.json({ detail: "Origin checking failed." }, 403);
    if (!live.hasRoom(network)) return c.json({ detail: "Too many connections." }, 503, { "Retry-After": retryAfter });
    upgrade({ session: await cookies.sessionKey(c), device: await cookies.deviceUid(c), network });
    return c.body(null); // Never sent: the connection has another protocol now.
  });
}

/** What to upgrade, as Node hands it over. */
interface Upgrade {
  readonly request: IncomingMessage;
  readonly socket: Duplex;
  readonly head: Buffer;
}

/**
 * Lets a request that wants to become a WebSocket through the app's routes, which decide who may. Whatever is wrong with it costs that
 * connection only.
 */
export async function upgradeThrough(routes: RoutesContext, app: Hono<AppEnv>, upgrade: Upgrade): Promise<void> {
  const { request, socket, head } = upgrade;
  // Until the handshake is done nobody else listens to it.
  socket.on("error", () => socket.destroy());
  const identities: LiveIdentity[] = [];
  try {
    const asked = requestOf(request);
    const connection = { incoming: request, upgrade: (accepted: LiveIdentity) => void identities.push(accepted) };
    const response = asked ? await app.fetch(asked, connection) : new Response(null, { status: 400 });
    const [identity] = identities;
    if (identity) routes.live.accept(request, socket, head, identity);
    else refuse(socket, response);
  } catch (error) {
    routes.onError(error, "upgrade");
    refuse(socket, new Response(null, { status: 500 }));
  }
}

/** The request as the app's routes take it, or `undefined` for one that no browser sends. */
function requestOf({ headers, method, url = "" }: IncomingMessage): Request | undefined {
  const target = `http://${headers.host ?? "localhost"}${url}`;
  if (method !== "GET" || !url.startsWith("/") || !URL.canParse(target) || new URL(target).username !== "")
    return undefined;
  try {
    const given = Object.entries(headers).map(([name, value]): [string, string] => [name, String(value)]);
    return new Request(target, { headers: given });
  } catch {
    // Headers or credentials that `Request` refuses: as wrong as an address that is none.
    return undefined;
  }
}

function refuse(socket: Duplex, { status, headers }: Response): void {
  const later = headers.get("retry-after");
  const lines = [`HTTP/1.1 ${status} Refused`, "Connection: close", "Content-Length: 0"];
  socket.end([...lines, ...(later === null ? [] : [`Retry-After: ${later}`]), "", ""].join("\r\n"));
}
