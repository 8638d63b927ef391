import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { Socket } from "node:net";

/** Milliseconds that requests under way have to finish; what takes longer is cut off. */
const stopTime = 30_000;

/**
 * Ends a server without cutting anybody off: requests under way are answered, and their connections closed after that. Connections that have
 * asked for nothing yet, as browsers open them ahead of need, count for no request: Node would wait for them, for as long as they are held.
 * WebSockets are whoever's who took them.
 */
export class GracefulStop {
  readonly #server: Server;
  readonly #open = new Set<ServerResponse>();
  /** Connections without a request so far, by the other side's address. With TLS the secured one takes the place of the one below it. */
  readonly #unused = new Map<string, Socket>();
  #stopped: Promise<void> | undefined;

  constructor(server: Server) {
    this.#server = server;
    for (const event of ["connection", "secureConnection"]) server.on(event, (socket: Socket) => this.#await(socket));
    server.on("upgrade", ({ socket }: IncomingMessage) => this.#unused.delete(addressOf(socket)));
    server.on("request", ({ socket }: IncomingMessage, response: ServerResponse) => {
      this.#unused.delete(addressOf(socket));
      this.#track(response);
    });
  }

  get isStopping(): boolean {
    return this.#stopped !== undefined;
  }

  /** Listens no more; resolves when everybody has been answered. */
  stop(): Promise<void> {
    return (this.#stopped ??= this.#stop());
  }

  async #stop(): Promise<void> {
    const server = this.#server;
    for (const response of this.#open) response.shouldKeepAlive = false;
    const limit = setTimeout(() => server.closeAllConnections(), stopTime).unref();
    await new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeIdleConnections();
      for (const socket of this.#unused.values()) socket.destroy();
    });
    clearTimeout(limit);
  }

  #await(socket: Socket): void {
    const address = addressOf(socket);
    this.#unused.set(address, socket);
    socket.once("close", () => {
      if (this.#unused.get(address) === socket) this.#unused.delete(address);
    });
  }

  /** Remembers an answer until it has been given. */
  #track(response: ServerResponse): void {
    this.#open.add(response);
    if (this.isStopping) response.shouldKeepAlive = false;
    response.on("close", () => {
      this.#open.delete(response);
      // The connection may have been promised to be kept before anybody knew.
      if (this.isStopping) setImmediate(() => this.#server.closeIdleConnections());
    });
  }
}

function addressOf({ remoteAddress, remotePort }: Socket): string {
  return `${remoteAddress} ${remotePort}`;
}
