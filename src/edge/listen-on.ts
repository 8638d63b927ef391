import type { IncomingMessage, Server } from "node:http";
import { StartupError } from "./startup-error.ts";

/** Connections at a time; Node refuses more, without a word, before they cost anything. */
const maxConnections = 10_000;

/** Milliseconds that a server waits. */
export const serverTimeouts = {
  /** For the headers: who is slower holds a connection for its own sake (slow loris). */
  headersTimeout: 20_000,
  /** For the next request on a connection: longer than balancers keep theirs (60 s), which would send one into its end otherwise. */
  keepAliveTimeout: 75_000,
};

/**
 * Lets a server listen.
 *
 * @param port 0 for any that is free
 * @returns the port it got
 * @throws StartupError when the address cannot be had
 */
export async function listenOn(server: Server, host: string, port: number): Promise<number> {
  server.maxConnections = maxConnections;
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => reject(new StartupError(problem(error, host, port))));
    server.listen(port, host, resolve);
  });
  const address = server.address();
  return typeof address === "object" && address ? address.port : port;
}

/** Of several Host headers a proxy in front may have read another than we do (RFC 9112 §3.2). */
export function hasOneHost({ rawHeaders }: IncomingMessage): boolean {
  return rawHeaders.filter((text, index) => index % 2 === 0 && text.toLowerCase() === "host").length <= 1;
}

function problem(error: NodeJS.ErrnoException, host: string, port: number): string {
  if (error.code === "EADDRINUSE")
    return `Port ${port} on ${host} is in use by another program; choose another with PORT.`;
  if (error.code === "EACCES")
    return `Port ${port} may not be used without more rights; choose one above 1023 with PORT.`;
  return `The server cannot listen on ${host}, port ${port}: ${error.message}.`;
}
