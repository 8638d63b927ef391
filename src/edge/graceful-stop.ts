import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { Socket } from "node:net";

/** Milliseconds that requests under way have to finish; what takes longer is cut off. */
const stopTime = 30_000;

interface Connection {
  readonly socket: Socket;
  /** Whether it has asked for anything yet. */
  isUsed: boolean;
  /** The answer to its last request, until that has been given. */
  response: ServerResponse | undefined;
}

/**
 * Ends a server without cutting anybody off: requests under way are answered, and their connections closed after that. Connections that have
 * asked for nothing yet, as browsers open them ahead of need, count for no request: Node would wait for them, for as long as they are held.
 * WebSockets are whoever's who took them.
 *
 * What is remembered is the connection, not each answer: of a set that answers go into and out of, old tables stay behind, and whatever they
 * held outlives the collections of young objects, which then take 12 ms instead of one.
 */
export class GracefulStop {
  readonly #server: Server;
  /** By the other side's address. With TLS the secured connection takes the place of the one below it. */
  readonly #connections = new Map<string, Connection>();
  #stopped: Promise<void> | undefined;

  constructor(server: Server) {
    this.#server = server;
    for (const event of ["connection", "secureConnection"]) server.on(event, (socket: Socket) => this.#await(socket));
    server.on("upgrade", ({ socket }: IncomingMessage) => this.#connections.delete(addressOf(socket)));
    server.on("request", ({ socket }: IncomingMessage, response: ServerResponse) => {
      const connection = this.#connections.get(addressOf(socket));
      if (connection) this.#track(connection, response);
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
    const connections = [...this.#connections.values()];
    for (const { response } of connections) if (response) response.shouldKeepAlive = false;
    const limit = setTimeout(() => server.closeAllConnections(), stopTime).unref();
    await new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeIdleConnections();
      for (const { socket, isUsed } of connections) if (!isUsed) socket.destroy();
    });
    clearTimeout(limit);
  }

  #await(socket: Socket): void {
    const address = addressOf(socket);
    this.#connections.set(address, { socket, isUsed: false, response: undefined });
    socket.once("close", () => {
      if (this.#connections.get(address)?.socket === socket) this.#connections.delete(address);
    });
  }

  /** Remembers an answer until it has been given. */
  #track(connection: Connection, response: ServerResponse): void {
    connection.isUsed = true;
    connection.response = response;
    if (this.isStopping) response.shouldKeepAlive = false;
    response.on("close", () => {
      if (connection.response === response) connection.response = undefined;
      // The connection may have been promised to be kept before anybody knew.
      if (this.isStopping) setImmediate(() => this.#server.closeIdleConnections());
    });
  }
}

function addressOf({ remoteAddress, remotePort }: Socket): string {
  return `${remoteAddress} ${remotePort}`;
}
