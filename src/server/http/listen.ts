import { createServer, type ServerResponse } from "node:http";
import { getRequestListener } from "@hono/node-server";
import { GracefulStop } from "../../edge/graceful-stop.ts";
import { hasOneHost, listenOn, serverTimeouts } from "../../edge/listen-on.ts";
import type { FlowApp } from "./create-app.ts";

/** A server that listens. */
export interface Listening {
  /** The port it got; another than asked for when that was 0. */
  readonly port: number;
  /** Stops listening, lets the requests under way (for 30 seconds at most) and the mail that waits finish, closes the app. */
  close(): Promise<void>;
}

/** Milliseconds for a whole request. */
const requestTimeout = 120_000;

/**
 * Serves an app over HTTP/1.1.
 *
 * @param port 0 for any that is free
 * @throws StartupError when the address cannot be had
 */
export async function listen(app: FlowApp, host: string, port: number): Promise<Listening> {
  const listener = getRequestListener((request, connection) => app.fetch(request, connection));
  const server = createServer({ ...serverTimeouts, requestTimeout }, (request, response) => {
    if (hasOneHost(request)) void listener(request, response);
    else refuse(response);
  });
  server.on("upgrade", (request, socket, head) => {
    if (hasOneHost(request)) void app.upgrade(request, socket, head);
    else socket.end("HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n");
  });
  const stopping = new GracefulStop(server);
  let closed: Promise<void> | undefined;
  return {
    port: await listenOn(server, host, port),
    async close() {
      app.hangUp();
      await stopping.stop();
      await (closed ??= app.drain().finally(() => app.close()));
    },
  };
}

function refuse(response: ServerResponse): void {
  response.writeHead(400, { Connection: "close", "Content-Type": "text/plain" }).end("Bad request.\n");
}
