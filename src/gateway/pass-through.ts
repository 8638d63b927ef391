import type { IncomingMessage, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { createProxyServer } from "httpxy";
import { answerPage } from "./embedded-page.ts";
import { type Exchange, exchangeOf } from "./exchange.ts";
import { answerTimeout, type Upstream } from "./upstream.ts";
import { dropHopByHop, toUpstream } from "./upstream-headers.ts";
import { type Trouble, troubleOf, UpstreamTimeout } from "./upstream-trouble.ts";

/** Passes requests on to upstream as they are, and its answers back. */
export interface PassThrough {
  web(exchange: Exchange): void;
  /** A request that becomes a WebSocket. */
  webSocket(exchange: Omit<Exchange, "response">, socket: Socket, head: Buffer): void;
  /** WebSockets that are open. */
  readonly webSockets: number;
  /** Ends all WebSockets; a server that is to stop waits for them otherwise. */
  hangUp(): void;
}

/** Milliseconds until upstream has taken or refused a WebSocket. */
const upgradeTimeout = 15_000;

/**
 * @param onTrouble has to answer a request that upstream did not answer; where an answer is under way already, it can only be cut off, and
 * that has happened
 */
export function passThrough(
  upstream: Upstream,
  onTrouble: (request: IncomingMessage, response: ServerResponse, trouble: Trouble) => void,
  onSocketTrouble: (request: IncomingMessage, socket: Socket, trouble: Trouble) => void,
): PassThrough {
  const proxy = createProxyServer({ target: upstream.origin, agent: upstream.agent, upgradeTimeout });
  const sockets = new Set<Socket>();
  const send = (request: IncomingMessage, response: ServerResponse): void => {
    // What goes wrong comes as an event, too.
    proxy.web(request, response).catch(() => undefined);
  };
  proxy.on("proxyReq", (sent, request) => {
    const exchange = exchangeOf(request);
    if (exchange) exchange.passed = sent;
    sent.setTimeout(answerTimeout, () => sent.destroy(new UpstreamTimeout("no sign of upstream")));
  });
  proxy.on("proxyReqWs", (sent, _request, socket) => {
    // Whoever is gone may have gone without a word: then nothing else ends upstream's side, and a gateway that is to stop would wait for it.
    sent.on("upgrade", (_response, upstreamSocket) => socket.on("close", () => upstreamSocket.destroy()));
    socket.on("close", () => sent.destroy());
  });
  proxy.on("proxyRes", ({ headers }, request, answer) => {
    dropHopByHop(headers);
    const page = exchangeOf(request)?.page;
    if (page) answerPage(headers, page);
    // The connection to whoever asked is ours and not upstream's to keep or to close.
    headers.connection = answer.shouldKeepAlive ? "keep-alive" : "close";
  });
  proxy.on("error", (error, request, answer) => {
    const trouble = troubleOf(error);
    if (!request || !answer) return;
    if (!("setHeader" in answer)) onSocketTrouble(request, answer, trouble);
    else if (sendAnew(exchangeOf(request))) send(request, answer);
    else onTrouble(request, answer, trouble);
  });
  return {
    get webSockets() {
      return sockets.size;
    },
    web({ request, response, facts }) {
      toUpstream(request.headers, request.method ?? "", facts);
      send(request, response);
    },
    webSocket({ request, facts }, socket, head) {
      toUpstream(request.headers, "GET", facts);
      request.headers.connection = "Upgrade";
      request.headers.upgrade = "websocket";
      sockets.add(socket);
      socket.on("close", () => sockets.delete(socket));
      proxy.ws(request, socket, {}, head).catch(() => undefined);
    },
    hangUp() {
      for (const socket of sockets) socket.destroy();
    },
  };
}

/**
 * Whether upstream closed a kept connection in the moment it was used again: a request that changes nothing may then be sent anew, once.
 */
function sendAnew(exchange: Exchange | undefined): boolean {
  if (!exchange || exchange.isSentAnew) return false;
  const { request, response, passed } = exchange;
  const { method, headers } = request;
  const isSafe = (method === "GET" || method === "HEAD") && !headers["content-length"] && !headers["transfer-encoding"];
  exchange.isSentAnew = isSafe && passed?.reusedSocket === true && !response.headersSent && !response.destroyed;
  return exchange.isSentAnew;
}
