import { randomBytes } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { createServer as createTlsServer } from "node:https";
import { Socket } from "node:net";
import type { Duplex } from "node:stream";
import { getRequestListener } from "@hono/node-server";
import type { BuiltInterface } from "../edge/built-interface.ts";
import { AddressRange } from "../edge/client-address.ts";
import { compressResponse } from "../edge/compress-response.ts";
import { EmbeddingRules } from "../edge/embedding.ts";
import { GracefulStop } from "../edge/graceful-stop.ts";
import { listenOn, serverTimeouts } from "../edge/listen-on.ts";
import { answerTrouble, troubleResponse } from "./answer-trouble.ts";
import { admitPage } from "./embedded-page.ts";
import { type Exchange, exchangeOf, GatewayRequest } from "./exchange.ts";
import type { Log } from "./log.ts";
import { Metrics } from "./metrics.ts";
import { type OwnRoutes, ownRoutes } from "./own-routes.ts";
import { isStep, passStep } from "./pass-step.ts";
import { passThrough, type PassThrough } from "./pass-through.ts";
import { readFacts, type RequestFacts, type RequestRefusal } from "./request-facts.ts";
import type { GatewaySettings } from "./settings.ts";
import { Upstream } from "./upstream.ts";
import { statusOf, type Trouble } from "./upstream-trouble.ts";

/** A gateway that listens. */
export interface Gateway {
  readonly port: number;
  /** Stops listening, lets requests under way finish, ends WebSockets. */
  close(): Promise<void>;
}

/** Puts the gateway together and lets it listen. @throws StartupError when the address cannot be had */
export async function startGateway(settings: GatewaySettings, built: BuiltInterface, log: Log): Promise<Gateway> {
  const upstream = new Upstream(settings.upstream);
  const trusted = settings.trustedProxies.map((range) => new AddressRange(range));
  const embedding = new EmbeddingRules(settings.embeddingOrigins, settings.webPath);
  const tell = (id: string | undefined, { kind, reason }: Trouble): void => {
    metrics?.countTrouble(kind);
    log({ level: "error", event: "upstream", id, kind, reason });
  };
  const onTrouble = (exchange: Exchange, trouble: Trouble): Response => {
    tell(exchange.id, trouble);
    return troubleResponse(exchange, trouble);
  };
  const proxy = passThrough(
    upstream,
    (request, response, trouble) => {
      const exchange = exchangeOf(request);
      if (exchange) void answerTrouble(exchange, onTrouble(exchange, trouble));
      else response.destroy();
    },
    (request, socket, trouble) => {
      tell(exchangeOf(request)?.id, trouble);
      refuseSocket(socket, statusOf(trouble));
    },
  );
  const metrics = settings.hasMetrics ? new Metrics(() => proxy.webSockets) : undefined;
  const own = ownRoutes({ upstream, settings, built, onTrouble, isStopping: () => stopping.isStopping, metrics });
  const read = (request: IncomingMessage): RequestFacts | RequestRefusal =>
    readFacts(request, trusted, settings.tls !== undefined);
  const answerOwn = ownAnswerer(own);
  const answer = (exchange: Exchange): void => {
    const preflight = exchange.page?.preflight;
    if (preflight) return void exchange.response.writeHead(204, preflight).end();
    if (answerOwn(exchange)) return;
    if (!isStep(exchange, settings.webPath)) return proxy.web(exchange);
    void passStep(upstream, exchange).then((trouble) => {
      if (trouble) void answerTrouble(exchange, onTrouble(exchange, trouble));
    });
  };
  const server = listener(settings, (request, response) => {
    const id = newId();
    const facts = read(request);
    if ("status" in facts) return refuse(response, facts);
    const exchange: Exchange = { request, response, facts, id, page: admitPage(embedding, { request, facts }) };
    request.exchange = exchange;
    whenDone(exchange, (status, milliseconds) => {
      const kind = own.isOwn(exchange) ? "own" : isStep(exchange, settings.webPath) ? "step" : "upstream";
      metrics?.countRequest(kind, status, milliseconds / 1000);
      logRequest(exchange, Math.round(milliseconds), log);
    });
    answer(exchange);
  });
  const stopping = new GracefulStop(server);
  server.on("upgrade", (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    if (!(socket instanceof Socket)) socket.destroy();
    else upgrade({ request, socket, head, facts: read(request) }, proxy, log);
  });
  const port = await listenOn(server, settings.host, settings.port);
  return {
    port,
    async close() {
      proxy.hangUp();
      await stopping.stop();
      upstream.close();
    },
  };
}

function listener(
  { tls }: GatewaySettings,
  onRequest: (request: GatewayRequest, response: ServerResponse) => void,
): Server {
  // Explicit, because what the parser lets pass is what upstream has to understand in the same way.
  const options = { ...serverTimeouts, insecureHTTPParser: false, IncomingMessage: GatewayRequest };
  return tls ? createTlsServer({ ...options, ...tls }, onRequest) : createServer(options, onRequest);
}

function newId(): string {
  return randomBytes(16).toString("hex");
}

/** Answers what is the gateway's own. @returns whether it is */
function ownAnswerer(own: OwnRoutes): (exchange: Exchange) => boolean {
  const listener = getRequestListener(async (request, { incoming }) => {
    const exchange = exchangeOf(incoming);
    if (!exchange) return new Response(null, { status: 400 });
    return compressResponse(
      await own.fetch(request, exchange),
      exchange.request.headers["accept-encoding"]?.toString(),
    );
  });
  return (exchange) => {
    const isOwn = own.isOwn(exchange);
    if (isOwn) void listener(exchange.request, exchange.response);
    return isOwn;
  };
}

function whenDone({ response }: Exchange, done: (status: number, milliseconds: number) => void): void {
  const start = performance.now();
  response.on("close", () => done(response.statusCode, performance.now() - start));
}

function logRequest({ request, response, facts, id }: Exchange, milliseconds: number, log: Log): void {
  const { statusCode: status, writableFinished: isWhole } = response;
  const given = { method: request.method, path: facts.path, client: facts.client };
  const upstreamId = response.getHeader("x-authentik-id");
  log({ level: "info", event: "request", id, upstreamId, ...given, status, isWhole, milliseconds });
}

function refuse(response: ServerResponse, { status, reason }: RequestRefusal): void {
  const headers = { Connection: "close", "Content-Type": "text/plain", "X-Content-Type-Options": "nosniff" };
  response.writeHead(status, headers).end(`${reason}\n`);
}

interface Upgrade {
  readonly request: IncomingMessage;
  readonly socket: Socket;
  readonly head: Buffer;
  readonly facts: RequestFacts | RequestRefusal;
}

/** Only WebSockets become something else than HTTP: through h2c, say, requests would go by that nobody has looked at. */
function upgrade({ request, socket, head, facts }: Upgrade, proxy: PassThrough, log: Log): void {
  // Until the handshake is done nobody else listens to it.
  socket.on("error", () => socket.destroy());
  const { headers, method } = request;
  const hasBody = headers["content-length"] !== undefined || headers["transfer-encoding"] !== undefined;
  if ("status" in facts) return refuseSocket(socket, facts.status);
  if (method !== "GET" || hasBody || headers.upgrade?.toLowerCase() !== "websocket") return refuseSocket(socket, 400);
  const id = newId();
  log({ level: "info", event: "websocket", id, path: facts.path, client: facts.client });
  proxy.webSocket({ request, facts, id }, socket, head);
}

function refuseSocket(socket: Socket, status: number): void {
  if (socket.writable) socket.end(`HTTP/1.1 ${status} Refused\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
