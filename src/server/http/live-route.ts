import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import type { Hono } from "hono";
import type { LiveIdentity } from "./live-clients.ts";
import type { AppEnv } from "./request-facts.ts";
import type { RoutesContext } from "./routes-context.ts";

/** `/ws/client/`: a WebSocket over which pages hear what the server has to say. Only pages of this site may connect. */
export function liveRoute(app: Hono<AppEnv>, { cookies, gate }: RoutesContext): void {
  app.get("/ws/client/", async (c) => {
    const { upgrade } = c.env;
    if (!upgrade) return c.json({ detail: "This address is for WebSockets." }, 426, { Upgrade: "websocket" });
    if (c.req.header("origin") !== gate.facts(c).origin) return c.json({ detail: "Origin checking failed." }, 403);
    upgrade({ session: await cookies.sessionKey(c), device: await cookies.deviceUid(c) });
    return c.body(null); // Never sent: the connection has another protocol now.
  });
}

/** Lets a request that wants to become a WebSocket through the app's routes, which decide who may. */
export async function upgradeThrough(
  { live }: RoutesContext,
  app: Hono<AppEnv>,
  { request, socket, head }: { request: IncomingMessage; socket: Duplex; head: Buffer },
): Promise<void> {
  // Until the handshake is done nobody else listens to it.
  socket.on("error", () => socket.destroy());
  const identities: LiveIdentity[] = [];
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers)) headers.set(name, String(value));
  const url = `http://${request.headers.host ?? "localhost"}${request.url ?? "/"}`;
  const response = URL.canParse(url)
    ? await app.fetch(new Request(url, { headers }), {
        incoming: request,
        upgrade: (accepted) => void identities.push(accepted),
      })
    : new Response(null, { status: 400 });
  const [identity] = identities;
  if (identity) live.accept(request, socket, head, identity);
  else socket.end(`HTTP/1.1 ${response.status} Refused\r\nConnection: close\r\n\r\n`);
}
