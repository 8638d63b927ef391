import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { setTimeout as delay } from "node:timers/promises";

type Reply = readonly [type: 1, id: number, error: { readonly message: string } | null, result: unknown];

/**
 * Firefox's own remote protocol, for what WebDriver BiDi has no words for: messages are JSON, each after its length in bytes and a colon. It
 * acts in the session that there is.
 */
export class Marionette {
  readonly #port: number;
  #socket: Promise<Socket> | undefined;
  #read = Buffer.alloc(0);
  #last = 0;
  readonly #waiting = new Map<number, (reply: Reply) => void>();

  constructor(port: number) {
    this.#port = port;
  }

  /** @throws {Error} with what Firefox has against it */
  async send(name: string, params: Readonly<Record<string, unknown>>): Promise<unknown> {
    const socket = await (this.#socket ??= this.#open());
    const id = ++this.#last;
    const message = JSON.stringify([0, id, name, params]);
    const reply = new Promise<Reply>((resolve) => this.#waiting.set(id, resolve));
    socket.write(`${Buffer.byteLength(message)}:${message}`);
    const [, , error, result] = await reply;
    if (error) throw new Error(`${name}: ${error.message}`);
    return result;
  }

  /** Firefox listens a little after it has started. */
  async #open(tries = 50): Promise<Socket> {
    const socket = connect(this.#port, "127.0.0.1");
    try {
      await once(socket, "connect");
    } catch (error) {
      if (tries === 0) throw error;
      await delay(100);
      return this.#open(tries - 1);
    }
    // It ends with Firefox, and keeps nobody waiting until then.
    socket.unref().on("error", () => undefined);
    return socket.on("data", (data) => this.#take(data));
  }

  #take(data: Buffer): void {
    this.#read = Buffer.concat([this.#read, data]);
    for (;;) {
      const start = this.#read.indexOf(":") + 1;
      const end = start + Number(this.#read.subarray(0, start - 1).toString());
      if (start === 0 || this.#read.length < end) return;
      const reply: unknown = JSON.parse(this.#read.subarray(start, end).toString());
      this.#read = this.#read.subarray(end);
      // It greets with an object.
      if (Array.isArray(reply)) this.#waiting.get((reply as unknown as Reply)[1])?.(reply as unknown as Reply);
    }
  }
}
