import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { WebSocket, WebSocketServer } from "ws";
import type { ServerMessage } from "../../protocol/host-config.ts";

/** Who a connection belongs to, as far as its cookies told when it was made. */
export interface LiveIdentity {
  session: string | undefined;
  readonly device: string | undefined;
  /** What its address counts as. */
  readonly network: string;
}

/** Milliseconds between two questions whether a client is still there. */
const heartbeat = 30_000;

/** Connections that are kept, of all and of one network; a household or an office behind one address has room. */
const most = { all: 5_000, ofNetwork: 100 };

/** The open WebSockets. The server talks, clients only listen. */
export class LiveClients {
  readonly #server = new WebSocketServer({ noServer: true, maxPayload: 1024 });
  readonly #identities = new Map<WebSocket, LiveIdentity>();
  readonly #timer = setInterval(() => this.#checkAll(), heartbeat).unref();

  /** Whether one more connection from a network is kept. */
  hasRoom(network: string): boolean {
    const all = [...this.#identities.values()];
    return all.length < most.all && all.filter((identity) => identity.network === network).length < most.ofNetwork;
  }

  /** Completes the handshake of a request that may connect (RFC 6455 §4.2.2). */
  accept(request: IncomingMessage, socket: Duplex, head: Buffer, identity: LiveIdentity): void {
    this.#server.handleUpgrade(request, socket, head, (client) => {
      this.#identities.set(client, identity);
      client.on("close", () => this.#identities.delete(client));
      // It closes after that; who has sent nonsense or vanished learns nothing of it.
      client.on("error", () => client.terminate());
    });
  }

  /** A session goes on under another key. */
  rename(retired: readonly string[], key: string): void {
    for (const identity of this.#identities.values()) {
      if (identity.session !== undefined && retired.includes(identity.session)) identity.session = key;
    }
  }

  /** Shows messages in all pages of a session. @returns whether there is any */
  show(session: string, messages: readonly ServerMessage[]): boolean {
    const clients = this.#clientsOf((identity) => identity.session === session);
    for (const { level, message } of messages) {
      send(clients, { type: "event.message", message_type: "message", level, tags: level, message });
    }
    return clients.length > 0;
  }

  /** Tells the pages of a session and of a device that somebody has signed in. */
  announceLogin(session: string, device: string | undefined): void {
    const clients = this.#clientsOf(
      (identity) => identity.session === session || (device !== undefined && identity.device === device),
    );
    send(clients, { message_type: "session.authenticated", type: "event.session.authenticated" });
  }

  close(): void {
    clearInterval(this.#timer);
    for (const client of this.#identities.keys()) client.terminate();
  }

  #clientsOf(isMeant: (identity: LiveIdentity) => boolean): WebSocket[] {
    return [...this.#identities].filter(([, identity]) => isMeant(identity)).map(([client]) => client);
  }

  /** Whoever has not answered since the last time is gone. */
  #checkAll(): void {
    for (const client of this.#identities.keys()) {
      const limit = setTimeout(() => client.terminate(), heartbeat / 2).unref();
      client.once("pong", () => clearTimeout(limit));
      client.ping();
    }
  }
}

function send(clients: readonly WebSocket[], message: object): void {
  for (const client of clients) if (client.readyState === WebSocket.OPEN) client.send(JSON.stringify(message));
}
