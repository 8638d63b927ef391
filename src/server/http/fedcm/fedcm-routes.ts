import type { Context, Hono } from "hono";
import type { Session } from "../../engine/session.ts";
import type { User } from "../../store/user-store.ts";
import { readForm } from "../read-json-body.ts";
import type { AppEnv } from "../request-facts.ts";
import { byMethod, type RoutesContext } from "../routes-context.ts";
import { type FedcmClients, isClient } from "./fedcm-clients.ts";
import { IdTokens } from "./id-token.ts";
import { loginPath, loginWindow } from "./login-window.ts";

const paths = {
  config: "/fedcm/config.json",
  accounts: "/fedcm/accounts",
  metadata: "/fedcm/client-metadata",
  assertion: "/fedcm/assertion",
  disconnect: "/fedcm/disconnect",
  keys: "/fedcm/keys",
  login: loginPath,
} as const;

/** Seconds that an identity may be used for. */
const lifetime = 300;

/** What another site asks for somebody who is signed in. */
interface Request {
  readonly user: User;
  readonly client: string;
  readonly form: URLSearchParams;
}

/**
 * An identity provider for browsers (W3C Federated Credential Management), as an experiment: the browser itself asks who is signed in here,
 * shows that to the person, and gives another site a signed identity once they agree.
 */
export function fedcmRoutes(app: Hono<AppEnv>, routes: RoutesContext, clients: FedcmClients): void {
  const tokens = new IdTokens(routes.services.store);
  const origin = (c: Context<AppEnv>): string => routes.requestSessions.facts(c).origin;
  app.all(
    "/.well-known/web-identity",
    byMethod({
      GET: (c) =>
        c.json({
          provider_urls: [origin(c) + paths.config],
          accounts_endpoint: origin(c) + paths.accounts,
          login_url: origin(c) + paths.login,
        }),
    }),
  );
  app.all(
    paths.config,
    byMethod({
      GET: (c) =>
        c.json({
          accounts_endpoint: paths.accounts,
          client_metadata_endpoint: paths.metadata,
          id_assertion_endpoint: paths.assertion,
          disconnect_endpoint: paths.disconnect,
          login_url: paths.login,
        }),
    }),
  );
  app.all(paths.keys, byMethod({ GET: (c) => c.json(tokens.publicKeys()) }));
  app.all(paths.metadata, byMethod({ GET: (c) => c.json({}) }));
  app.all(paths.accounts, byMethod({ GET: (c) => accounts(routes, c) }));
  app.all(paths.login, byMethod({ GET: (c) => loginWindow(routes, c) }));
  app.all(
    paths.assertion,
    byMethod({
      POST: (c) => forClient(routes, c, clients, (request, session) => assert(routes, c, tokens, request, session)),
    }),
  );
  app.all(
    paths.disconnect,
    byMethod({
      POST: (c) =>
        forClient(routes, c, clients, ({ user, client }) => {
          routes.services.store.consents.remove(user.pk, consentTo(client));
          return c.json({ account_id: user.uid });
        }),
    }),
  );
}

/** Browsers alone can say so: no page can make a request with this header. */
function isFromBrowser(c: Context<AppEnv>): boolean {
  return c.req.header("sec-fetch-dest") === "webidentity";
}

/** By what an agreement to a client is kept, beside those to applications. */
function consentTo(client: string): string {
  return `fedcm:${client}`;
}

/** Who is signed in here; told to the browser, not to the site that asks, which is why it is not even told that site. */
function accounts({ requestSessions, services }: RoutesContext, c: Context<AppEnv>): Promise<Response> {
  if (!isFromBrowser(c)) return Promise.resolve(c.json({ detail: "Only browsers ask this." }, 400));
  return requestSessions.visit(c, async ({ user }) => ({
    save: false,
    respond: () => {
      if (!user) return c.json({ accounts: [] }, 401, { "Set-Login": "logged-out" });
      const approved = services.store.consents.applications(user.pk, Date.now());
      return c.json({
        accounts: [
          {
            id: user.uid,
            name: user.name || user.username,
            email: user.email || user.username,
            approved_clients: approved
              .filter((name) => name.startsWith("fedcm:"))
              .map((name) => name.slice("fedcm:".length)),
          },
        ],
      });
    },
  }));
}

/** Answers a client that asks from an origin of its own, for the account that is signed in here. */
async function forClient(
  { requestSessions }: RoutesContext,
  c: Context<AppEnv>,
  clients: FedcmClients,
  work: (request: Request, session: Session) => Response | Promise<Response>,
): Promise<Response> {
  const refuse = (status: 400 | 401 | 403, code: string): Response => c.json({ error: { code } }, status);
  if (!isFromBrowser(c)) return refuse(400, "invalid_request");
  const form = await readForm(c.req.raw);
  const [client, from] = [form.get("client_id") ?? "", c.req.header("origin")];
  if (from === undefined || !isClient(clients, client, from, requestSessions.facts(c).origin)) {
    return refuse(403, "unauthorized_client");
  }
  c.header("Access-Control-Allow-Origin", from);
  c.header("Access-Control-Allow-Credentials", "true");
  c.header("Vary", "Origin", { append: true });
  return requestSessions.visit(c, async (session) => ({
    save: false,
    respond: () => {
      const { user } = session.state;
      const wanted = form.get("account_id") ?? form.get("account_hint");
      if (!user) return refuse(401, "access_denied");
      if (wanted !== user.uid && (form.has("account_id") || wanted !== user.email)) return refuse(403, "access_denied");
      return work({ user, client, form }, session);
    },
  }));
}

/** Signs who somebody is. Name and address are told where the browser has said that they will be, now or before. */
async function assert(
  { services, requestSessions }: RoutesContext,
  c: Context<AppEnv>,
  tokens: IdTokens,
  { user, client, form }: Request,
  { state }: Session,
): Promise<Response> {
  const { consents } = services.store;
  const now = Date.now();
  const name = consentTo(client);
  const isTold = form.get("disclosure_text_shown") === "true" || consents.get(user.pk, name, now) !== undefined;
  const nonce = form.get("nonce") ?? nonceIn(form.get("params"));
  const issued = Math.floor(now / 1000);
  const token = await tokens.sign({
    iss: requestSessions.facts(c).origin,
    sub: user.uid,
    aud: client,
    iat: issued,
    exp: issued + lifetime,
    ...(nonce !== undefined && { nonce }),
    ...(state.authenticatedAt !== null && { auth_time: Math.floor(state.authenticatedAt / 1000) }),
    ...(isTold && { name: user.name, preferred_username: user.username, email: user.email }),
  });
  if (isTold) consents.save(user.pk, name, ["name", "email"], null);
  return c.json({ token });
}

/** Newer browsers send it with what else the site passes on. */
function nonceIn(params: string | null): string | undefined {
  try {
    const { nonce } = JSON.parse(params ?? "{}") as { nonce?: unknown };
    return typeof nonce === "string" ? nonce : undefined;
  } catch {
    return undefined; // What is no JSON has no nonce.
  }
}
