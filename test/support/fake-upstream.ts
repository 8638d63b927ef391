import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import type { Duplex } from "node:stream";
import { buffer } from "node:stream/consumers";

/** A request as it arrived. */
export interface Seen {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly rawHeaders: readonly string[];
  readonly body: string;
}

export type Handler = (request: IncomingMessage, response: ServerResponse, body: string) => void;

/** A server that a gateway stands in front of. It is lenient on purpose: what a strict one would refuse, it shows. */
export class FakeUpstream {
  /** Every request, in the order of their arrival. */
  readonly seen: Seen[] = [];
  readonly #sockets = new Set<Socket>();
  // An idle connection stays, however long a busy machine takes: what was sent on one that is closing has to fail, if it has a body.
  readonly #server = createServer({ insecureHTTPParser: true, keepAliveTimeout: 600_000 }, (request, response) => {
    // A connection that breaks is what some tests want.
    this.#take(request, response).catch(() => request.destroy());
  });
  #handler: Handler;
  #port = 0;

  private constructor(handler: Handler) {
    this.#handler = handler;
    this.#server.on("connection", (socket) => {
      this.#sockets.add(socket);
      socket.on("close", () => this.#sockets.delete(socket));
    });
  }

  static async start(handler: Handler = (_request, response) => response.end("fine")): Promise<FakeUpstream> {
    const upstream = new FakeUpstream(handler);
    await upstream.resume();
    return upstream;
  }

  get origin(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** Connections that were made and are there. */
  get connections(): number {
    return this.#sockets.size;
  }

  /** Answers differently from now on, and forgets what it has seen. */
  answer(handler: Handler): void {
    this.#handler = handler;
    this.seen.length = 0;
  }

  onUpgrade(listener: (request: IncomingMessage, socket: Duplex, head: Buffer) => void): void {
    this.#server.on("upgrade", listener);
  }

  /** Listens again, on the same port. */
  async resume(): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once("error", reject).listen(this.#port, "127.0.0.1", resolve);
    });
    this.#port = (this.#server.address() as AddressInfo).port;
  }

  /** Ends everything at once, in the middle of a word. */
  async kill(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    if (this.#server.listening) await new Promise((resolve) => this.#server.close(resolve));
  }

  async #take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = "", url = "", headers, rawHeaders } = request;
    const isCounted = headers["x-stream"] !== undefined;
    const body = isCounted ? "" : (await buffer(request)).toString("latin1");
    this.seen.push({ method, url, headers, rawHeaders, body });
    this.#handler(request, response, body);
  }
}
