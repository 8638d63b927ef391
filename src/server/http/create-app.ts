import { randomBytes } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { Hono } from "hono";
import { requestId } from "hono/request-id";
import { Executor } from "../engine/executor.ts";
import type { MailQueue } from "../engine/mail/mail-queue.ts";
import { stageHandlers } from "../stages/registry.ts";
import { removeExpired } from "../store/remove-expired.ts";
import { openStore, type Store } from "../store/store.ts";
import { accountRoutes } from "./account/account-routes.ts";
import { adminRoutes } from "./admin/admin-routes.ts";
import { flowInstancesApi } from "./api/flow-instances.ts";
import { importApi } from "./api/import-api.ts";
import { answerError } from "./answer-error.ts";
import { apiRoutes } from "./api-routes.ts";
import { assetsRoute } from "../../edge/assets-route.ts";
import { captchaFrameRoute } from "./captcha-frame-route.ts";
import { configureRoute } from "./configure-route.ts";
import { compressResponse } from "../../edge/compress-response.ts";
import { commonHeaders } from "./common-headers.ts";
import type { Policy } from "../../page/policy.ts";
import type { PythonThreads } from "../python/python-expressions.ts";
import { createServices } from "../services/create-services.ts";
import { sourceRoutes } from "./source-routes.ts";
import { Edge } from "./edge/edge.ts";
import { admit } from "./edge/admit.ts";
import { refuseCrossSite } from "./edge/cross-site.ts";
import { allowEmbedding } from "./edge/embedding.ts";
import { executorRoute } from "./executor-route.ts";
import type { Extension } from "./extension.ts";
import { firstAdministrator } from "../services/first-administrator.ts";
import type { FedcmClients } from "./fedcm/fedcm-clients.ts";
import { fedcmRoutes } from "./fedcm/fedcm-routes.ts";
import { flowPageRoute } from "./flow-page-route.ts";
import { inspectorRoute } from "./inspector-route.ts";
import { LiveClients } from "./live-clients.ts";
import { liveRoute, upgradeThrough } from "./live-route.ts";
import { navigationRoutes } from "./navigation-routes.ts";
import { outboxPage } from "./admin/outbox-page.ts";
import { notFoundPage } from "./page-response.ts";
import { refuseMethods } from "./refuse-methods.ts";
import { reportError } from "./report-error.ts";
import type { AppEnv, Connection } from "./request-facts.ts";
import type { RoutesContext } from "./routes-context.ts";
import { RequestSessions } from "./request-sessions.ts";
import { seedStore } from "./seed-store.ts";
import { SignedCookies } from "./signed-cookies.ts";
import type { WellKnownSettings } from "../../edge/well-known.ts";
import { wellKnownRoutes } from "./well-known-routes.ts";

export interface AppOptions {
  /** Where everything is kept; created where it is missing. */
  readonly dataDir: string;
  /** The key to what the database seals, at least 32 bytes, in place of the folder's file `secret.key`. */
  readonly secretKey?: Uint8Array | undefined;
  /** The blueprints of flows and accounts to begin with; those of the sources unless given. */
  readonly blueprintsDir?: string;
  /** A folder of further blueprints, which are applied after those. */
  readonly extraBlueprints?: string | undefined;
  /** The page of flows for a URL: the built `index.html`, or what a development server makes of it. */
  readonly loadPage?: (url: string) => Promise<string>;
  /** The folder of the built files, such as `dist/client`. */
  readonly assetsDir?: string;
  /** The mail server, as a URL with the scheme `smtp` or `smtps`; without one, mail goes to the outbox. */
  readonly smtpUrl?: string | undefined;
  /** What the server has beside its own, such as the demonstration. */
  readonly extension?: Extension | undefined;
  /** Whether who asks on this machine may look into the outbox, with which one can reset passwords. */
  readonly showOutbox?: boolean;
  /** Where the threads of Python come from; new ones unless given. */
  readonly pythonThreads?: PythonThreads | undefined;
  /** Where people reach the server; without one only names of this machine are answered. */
  readonly publicOrigins?: readonly string[];
  /** Addresses and ranges of the proxies whose forwarding headers are believed; none unless given. */
  readonly trustedProxies?: readonly string[];
  /** CSP sources of who may frame pages; `'self'` unless given. */
  readonly frameAncestors?: readonly string[];
  /** Origins of pages that may run flows in themselves; none unless given. */
  readonly embeddingOrigins?: readonly string[];
  /** CSP sources to add to those of pages, by directive. */
  readonly extraCsp?: Policy;
  /** The origin of the host that captchas have for themselves; without one they run in an origin of nobody. */
  readonly captchaOrigin?: string | undefined;
  /** URLs of the scripts that flows in compatibility mode need first. */
  readonly compatibilityChunks?: readonly string[];
  /** Whether whoever listens hands over requests that want to become WebSockets, as {@link listen} does. */
  readonly websocket?: boolean;
  /** Where the component gallery is, if it is served. */
  readonly galleryPath?: string;
  /** Where to look up passwords that became public, by the range protocol of "Pwned Passwords"; nowhere unless given. */
  readonly breachLookupUrl?: string | undefined;
  /** Hosts that Python expressions may ask; none unless given. */
  readonly expressionHosts?: readonly string[];
  /** Domains and networks whose names Python expressions may look up; none unless given. */
  readonly expressionNames?: readonly string[];
  /** The host that passkeys are for; the one that people sign in at unless given. */
  readonly relyingParty?: string | undefined;
  /** What is said at well-known addresses beside what follows from the flows. */
  readonly wellKnown?: WellKnownSettings;
  /** Sites that may ask for an identity by the browser (FedCM), an experiment; off unless given. */
  readonly fedcm?: FedcmClients | undefined;
  /** Takes what expressions and policies have to say to whoever runs the server. */
  readonly log?: (level: string, text: string) => void;
  /** Told of every error that nobody expected; the id is that of the answer's `X-authentik-id`. */
  readonly onError?: (error: unknown, requestId: string) => void;
}

/** The server as a function from request to response. */
export interface FlowApp {
  /** @param connection as Node's adapter passes it, for the address of the client */
  fetch(request: Request, connection?: Connection): Promise<Response>;
  /** Starts what takes its time to be ready, in the background; otherwise that happens when it is first needed. */
  warmUp(): void;
  /** Takes a request that wants to become a WebSocket. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void>;
  /** Ends all WebSockets; a server that is to stop waits for them otherwise. */
  hangUp(): void;
  /** Gives mail that waits a few seconds to go out. Nothing is sent afterwards. */
  drain(): Promise<void>;
  /** Closes the database; nothing may be asked afterwards. */
  close(): void;
  /** Where the first administrator chooses a password, as long as there is none who can sign in. */
  readonly setUpPath: string | undefined;
  /** Everything that is kept. */
  readonly store: Store;
  /** The mail that is on its way out. */
  readonly mailQueue: MailQueue;
}

/** Milliseconds that mail has to go out when the server stops. */
const drainTime = 5_000;

/** Every hour sessions that have expired are deleted. */
const sweepInterval = 3_600_000;

/**
 * Opens the store, seeds it and puts the server together. It listens nowhere: hand `fetch` to an HTTP server.
 *
 * @throws StartupError when the data folder cannot be used
 */
export function createApp(options: AppOptions): FlowApp {
  const edge = new Edge({ publicOrigins: options.publicOrigins ?? [], trustedProxies: options.trustedProxies ?? [] });
  const store = openStore(options.dataDir, options.secretKey);
  const services = createServices(store, {
    ...options,
    fetchOwn: async (path, init) => app.fetch(new Request(new URL(path, edge.ownOrigin), init), {}),
  });
  const { expressions, mailQueue } = services;

  seedStore(store, options);

  const cookies = new SignedCookies(store.vault, store.settings.oldCookieKey(Date.now()));
  const live = new LiveClients();
  const routes: RoutesContext = {
    services,
    executor: new Executor(services, stageHandlers),
    requestSessions: new RequestSessions(store, cookies, live, options.fedcm !== undefined),
    cookies,
    live,
    relyingParty: options.relyingParty,
    pages: {
      loadPage: options.loadPage,
      frameAncestors: options.frameAncestors ?? ["'self'"],
      extraCsp: options.extraCsp ?? {},
      captchaOrigin: options.captchaOrigin,
      websocket: options.websocket ?? false,
      compatibilityChunks: options.compatibilityChunks ?? [],
      links: [
        ...(options.extension?.links ?? []),
        ...(options.galleryPath === undefined
          ? []
          : [{ path: options.galleryPath, shows: "Every step in every state" }]),
      ],
    },
    onError: options.onError ?? (() => undefined),
  };
  const app = assemble(routes, edge, options);

  const sweep = (): void => removeExpired(store, Date.now());
  sweep();
  const timer = setInterval(sweep, sweepInterval).unref();
  return {
    setUpPath: firstAdministrator(services, Date.now()),
    store,
    mailQueue,
    async fetch(request, connection = {}) {
      return compressResponse(
        await app.fetch(request, connection),
        request.headers.get("accept-encoding") ?? undefined,
      );
    },
    warmUp: () => expressions.warmUp(),
    upgrade: (request, socket, head) => upgradeThrough(routes, app, { request, socket, head }),
    hangUp: () => live.close(),
    drain: () => mailQueue.drain(drainTime),
    close() {
      live.close();
      mailQueue.stop();
      clearInterval(timer);
      expressions.close();
      store.database.close();
    },
  };
}

function assemble(routes: RoutesContext, edge: Edge, options: AppOptions): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  // Never the client's own: the id is what the log goes by.
  app.use("*", requestId({ headerName: "", generator: () => randomBytes(16).toString("hex") }));
  app.use("*", commonHeaders);
  app.use("*", refuseMethods);
  app.use("*", admit(edge, options.log ?? (() => undefined)));
  app.use("*", allowEmbedding(options.embeddingOrigins ?? []));
  for (const path of ["/api/*", "/flows/*", "/if/*", "/source/*"]) app.use(path, refuseCrossSite);
  executorRoute(app, routes);
  inspectorRoute(app, routes);
  apiRoutes(app, routes);
  importApi(app, routes);
  flowInstancesApi(app, routes);
  liveRoute(app, routes);
  flowPageRoute(app, routes);
  navigationRoutes(app, routes);
  accountRoutes(app, routes);
  configureRoute(app, routes);
  wellKnownRoutes(app, routes, options.wellKnown ?? { relatedOrigins: [], securityContacts: [] });
  if (options.fedcm) fedcmRoutes(app, routes, options.fedcm);
  adminRoutes(app, routes);
  sourceRoutes(app, routes);
  outboxPage(app, routes, (options.showOutbox ?? false) && edge.isLoopbackOnly);
  options.extension?.routes(app, routes);
  captchaFrameRoute(app, routes);
  if (options.assetsDir !== undefined) assetsRoute(app, options.assetsDir);
  app.notFound((c) => (isApi(c.req.path) ? c.json({ detail: "Not found." }, 404) : notFoundPage(c, routes.pages)));
  app.onError((error, c) => {
    reportError(routes, error, c.get("requestId"));
    return answerError(error, c, routes.pages, isApi(c.req.path));
  });
  return app;
}

function isApi(path: string): boolean {
  return path.startsWith("/api/");
}
