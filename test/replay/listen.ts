import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { serve } from "@hono/node-server";
import { WebSocketServer } from "ws";

/** A server that listens. */
export interface Listening {
  readonly origin: string;
  close(): Promise<void>;
}

/** Serves on a free port of this machine; where authentik has its WebSocket, there is one that says nothing. */
export async function listen(fetch: (request: Request) => Response | Promise<Response>): Promise<Listening> {
  const sockets = new WebSocketServer({ noServer: true });
  return new Promise((resolve) => {
    const server = serve({ fetch, hostname: "127.0.0.1", port: 0 }, ({ port }) => {
      const close = (): Promise<void> => {
        for (const socket of sockets.clients) socket.terminate();
        return new Promise((closed) => {
          server.close(() => closed());
          // Browsers hold some ready that they never ask anything on.
          if ("closeAllConnections" in server) server.closeAllConnections();
        });
      };
      resolve({ origin: `http://127.0.0.1:${port}`, close });
    });
    server.on("upgrade", (request: IncomingMessage, socket: Duplex, head: Buffer) => {
      if (request.url?.endsWith("/ws/client/")) sockets.handleUpgrade(request, socket, head, () => undefined);
      else socket.destroy();
    });
  });
}
