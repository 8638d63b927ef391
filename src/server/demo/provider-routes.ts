import { createHash, randomBytes } from "node:crypto";
import type { Context, Hono } from "hono";
import { html } from "../../page/html.ts";
import { newNonce, notFoundPage, pageResponse } from "../http/page-response.ts";
import { plainPage } from "../../page/plain-page.ts";
import { readForm } from "../http/read-json-body.ts";
import type { AppEnv } from "../http/request-facts.ts";
import { byMethod, type RoutesContext } from "../http/routes-context.ts";
import { demoWords } from "./demo-page.ts";

/** The people who have accounts at the demonstration's provider. */
const people = [
  {
    sub: "demo-ada",
    preferred_username: "ada",
    name: "Ada Lovelace",
    email: "ada@provider.example",
    email_verified: true,
  },
  { sub: "demo-alan", name: "Alan Turing", email: "alan@provider.example", email_verified: true },
] as const;

export const demoClient = { id: "flow-demo", secret: "flow-demo-secret" } as const;

interface Grant {
  readonly person: (typeof people)[number];
  readonly challenge: string;
  readonly redirectUri: string;
}

/** Milliseconds a code or a token can be used. */
const codeLifetime = 60_000;

/**
 * A provider of OAuth 2.0 with PKCE (RFC 6749, RFC 7636) inside this process, for the demonstration only: anybody may be anybody there, and it
 * sends nobody to other sites than this.
 */
export function demoProviderRoutes(app: Hono<AppEnv>, routes: RoutesContext): void {
  const codes = new Map<string, Grant>();
  const tokens = new Map<string, Grant["person"]>();
  app.all("/demo/provider/authorize/", byMethod({ GET: (c) => ask(c, routes), POST: (c) => grant(c, routes, codes) }));
  app.all("/demo/provider/token/", byMethod({ POST: (c) => exchange(c, codes, tokens) }));
  app.all(
    "/demo/provider/userinfo/",
    byMethod({
      GET: (c) => {
        const person = tokens.get((c.req.header("authorization") ?? "").replace(/^Bearer /, ""));
        return person ? c.json(person) : c.json({ error: "invalid_token" }, 401);
      },
    }),
  );
}

/** Shows who one may be. */
function ask(c: Context<AppEnv>, routes: RoutesContext): Response {
  const { requestSessions, pages } = routes;
  const { text, locale } = demoWords(routes, c);
  const parameters = new URL(c.req.url).searchParams;
  if (!isOurs(parameters.get("redirect_uri"), requestSessions.facts(c).origin)) return notFoundPage(c, pages);
  const nonce = newNonce();
  const hidden = ["redirect_uri", "state", "code_challenge"].map(
    (name) => html`<input type="hidden" name="${name}" value="${parameters.get(name) ?? ""}">`,
  );
  const choice = people.map(
    ({ sub, name, email }) =>
      html`<button class="choice" name="sub" value="${sub}">${name}<code dir="ltr">${email}</code></button>`,
  );
  const content = html`<h1>${text("Demo provider")}</h1>
<p class="muted">${text("Stands in for a provider where people have accounts. Whom do you want to be?")}</p>
<form method="post">${hidden}${choice}<button class="choice" name="sub" value="">${text("Nobody: refuse")}</button></form>`;
  return pageResponse(c, plainPage(text("Demo provider"), content, nonce, { more: style, locale }), nonce, pages);
}

const style = `
.choice { display: block; inline-size: 100%; margin-block-start: .75rem; padding: 1rem 1.25rem; border: 1px solid var(--line); border-radius: 12px; background: var(--raised); color: inherit; font: inherit; text-align: start; cursor: pointer; }
.choice code { display: block; text-align: match-parent; color: var(--muted); font-size: .8125rem; }`;

async function grant(
  c: Context<AppEnv>,
  { requestSessions, pages }: RoutesContext,
  codes: Map<string, Grant>,
): Promise<Response> {
  const form = await readForm(c.req.raw);
  const redirectUri = form.get("redirect_uri") ?? "";
  if (!isOurs(redirectUri, requestSessions.facts(c).origin)) return notFoundPage(c, pages);
  const back = new URL(redirectUri);
  back.searchParams.set("state", form.get("state") ?? "");
  const person = people.find(({ sub }) => sub === form.get("sub"));
  if (person) {
    const code = randomBytes(16).toString("hex");
    const challenge = form.get("code_challenge") ?? "";
    codes.set(code, { person, challenge, redirectUri });
    setTimeout(() => codes.delete(code), codeLifetime).unref();
    back.searchParams.set("code", code);
  } else back.searchParams.set("error", "access_denied");
  return c.redirect(back.href, 303);
}

async function exchange(
  c: Context<AppEnv>,
  codes: Map<string, Grant>,
  tokens: Map<string, Grant["person"]>,
): Promise<Response> {
  const form = await readForm(c.req.raw);
  const code = form.get("code") ?? "";
  const granted = codes.get(code);
  codes.delete(code);
  const verifier = createHash("sha256")
    .update(form.get("code_verifier") ?? "")
    .digest("base64url");
  const isClient = form.get("client_id") === demoClient.id && form.get("client_secret") === demoClient.secret;
  if (!isClient) return c.json({ error: "invalid_client" }, 401);
  const isGood = granted?.challenge === verifier;
  if (!isGood || granted.redirectUri !== form.get("redirect_uri")) return c.json({ error: "invalid_grant" }, 400);
  const token = randomBytes(16).toString("hex");
  tokens.set(token, granted.person);
  setTimeout(() => tokens.delete(token), codeLifetime).unref();
  return c.json({ access_token: token, token_type: "Bearer", expires_in: 60 });
}

/** Nobody is sent anywhere else. */
function isOurs(redirectUri: string | null, origin: string): boolean {
  return redirectUri !== null && URL.canParse(redirectUri) && new URL(redirectUri).origin === origin;
}
