import type { Server, ServerResponse } from "node:http";

/** Milliseconds that requests under way have to finish; what takes longer is cut off. */
const stopTime = 30_000;

/** Ends a server without cutting anybody off: requests under way are answered, and their connections closed after that. */
export class GracefulStop {
  readonly #open = new Set<ServerResponse>();
  #server: Server | undefined;

  get isStopping(): boolean {
    return this.#server !== undefined;
  }

  /** Remembers an answer until it has been given. */
  track(response: ServerResponse): void {
    this.#open.add(response);
    if (this.isStopping) response.shouldKeepAlive = false;
    response.on("close", () => {
      this.#open.delete(response);
      // The connection may have been promised to be kept before anybody knew.
      setImmediate(() => this.#server?.closeIdleConnections());
    });
  }

  async stop(server: Server): Promise<void> {
    if (this.isStopping) return;
    this.#server = server;
    for (const response of this.#open) response.shouldKeepAlive = false;
    const limit = setTimeout(() => server.closeAllConnections(), stopTime).unref();
    await new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeIdleConnections();
    });
    clearTimeout(limit);
  }
}
