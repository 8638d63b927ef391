import { createServer, type ServerResponse } from "node:http";
import { getRequestListener } from "@hono/node-server";
import { hasOneHost, listenOn } from "../../edge/listen-on.ts";
import type { FlowApp } from "./create-app.ts";

/** A server that listens. */
export interface Listening {
  /** The port it got; another than asked for when that was 0. */
  readonly port: number;
  /** Stops listening, lets the requests under way and the mail that waits finish, closes the app. */
  close(): Promise<void>;
}

/** Milliseconds for the headers, and for a whole request: who is slower holds a connection for its own sake (slow loris). */
const headersTimeout = 20_000;
const requestTimeout = 120_000;
/** Connections at a time; Node refuses more, without a word, before they cost anything. */
const maxConnections = 10_000;

/**
 * Serves an app over HTTP/1.1.
 *
 * @param port 0 for any that is free
 * @throws StartupError when the address cannot be had
 */
export async function listen(app: FlowApp, host: string, port: number): Promise<Listening> {
  const listener = getRequestListener((request, connection) => app.fetch(request, connection));
  const server = createServer({ headersTimeout, requestTimeout }, (request, response) => {
    if (hasOneHost(request)) void listener(request, response);
    else refuse(response);
  });
  server.maxConnections = maxConnections;
  server.on("upgrade", (request, socket, head) => {
    if (hasOneHost(request)) void app.upgrade(request, socket, head);
    else socket.end("HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n");
  });
  return {
    port: await listenOn(server, host, port),
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          void app.drain().finally(() => {
            app.close();
            resolve();
          });
        });
        server.closeIdleConnections();
        app.hangUp();
      }),
  };
}

function refuse(response: ServerResponse): void {
  response.writeHead(400, { Connection: "close", "Content-Type": "text/plain" }).end("Bad request.\n");
}
