import type { BuiltServer } from "../../../../tools/built-server.ts";
import { Visitor } from "./visitor.ts";

/** A message as the page of the outbox shows it, newest first. */
export interface Message {
  readonly recipient: string;
  readonly body: string;
}

/** Reads the outbox as the demonstration's administrator. */
export class Outbox {
  readonly #server: BuiltServer;
  readonly #admin: Visitor;
  #isIn = false;

  /** @param headers that the server wants of everybody, such as the public host */
  constructor(server: BuiltServer, headers: Record<string, string> = {}) {
    this.#server = server;
    this.#admin = new Visitor(server.port, { "x-forwarded-for": "192.0.2.250", ...headers });
  }

  async messages(): Promise<Message[]> {
    if (!this.#isIn) await this.#admin.signIn("admin", this.#server.password);
    this.#isIn = true;
    const { text } = await this.#admin.request("/demo/outbox/");
    return [...text.matchAll(/<article>(.*?)<\/article>/gs)].map(([, article = ""]) => ({
      recipient: / to ([^<]+)<br>/.exec(article)?.[1] ?? "",
      body: unescaped(/<p class="message"[^>]*>(.*?)<\/p>/s.exec(article)?.[1]?.replace(/<[^>]+>/g, "") ?? ""),
    }));
  }

  /** The newest message to somebody, waiting a little for what is sent after the answer. */
  async newest(recipient: string, since = 0): Promise<string> {
    for (let tries = 0; tries < 50; tries++) {
      const found = (await this.messages()).filter((message) => message.recipient === recipient);
      if (found.length > since) return found[0]?.body ?? "";
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error(`no message came to ${recipient}`);
  }

  async count(recipient?: string): Promise<number> {
    const all = await this.messages();
    return recipient === undefined ? all.length : all.filter((message) => message.recipient === recipient).length;
  }
}

function unescaped(html: string): string {
  const characters: Record<string, string> = { "&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#39;": "'" };
  return html.replace(/&(amp|lt|gt|quot|#39);/g, (entity) => characters[entity] ?? entity);
}
