import type { Context, Hono } from "hono";
import { html, type Html, type HtmlValue } from "../../../page/html.ts";
import type { OutboxMessage } from "../../store/outbox-store.ts";
import { newNonce, notFoundPage, pageResponse } from "../page-response.ts";
import { plainPage } from "../../../page/plain-page.ts";
import { signOutPath } from "../../../page/sign-out-link.ts";
import { isLoopbackHost } from "../edge/edge.ts";
import { adminPage } from "./admin-page.ts";
import type { AppEnv } from "../request-facts.ts";
import { byMethod, type RoutesContext } from "../routes-context.ts";

/** Where the outbox is. */
export const outboxPath = "/demo/outbox/";

/**
 * The page of messages that were not sent to anybody. What it shows opens accounts, so it is for administrators.
 *
 * @param isOpen whether it is also for whoever asks from this machine, by a name of this machine, with no sign of a proxy in between
 */
export function outboxPage(app: Hono<AppEnv>, routes: RoutesContext, isOpen: boolean): void {
  app.all(outboxPath, byMethod({ GET: (c) => show(c, routes, isOpen) }));
}

function show(
  c: Context<AppEnv>,
  { services, requestSessions, pages }: RoutesContext,
  isOpen: boolean,
): Promise<Response> {
  return requestSessions.visit(c, async ({ user }) => {
    const { isDirect, host } = requestSessions.facts(c);
    const isAdministrator = services.membership.isSuperuser(user);
    if (!(isOpen && isDirect && isLoopbackHost(host)) && !isAdministrator) {
      return { save: false, respond: () => notFoundPage(c, pages) };
    }
    const nonce = newNonce();
    const messages = services.store.outbox.list();
    // Pages of the administration have that among their links.
    const signOut = user !== null && !isAdministrator && html`<p><a href="${signOutPath}">Sign out</a></p>\n`;
    const content = html`<h1>Outbox</h1>
${signOut}<p class="muted">Messages that would have been sent. Reload the page to see new ones.</p>
${messages.length > 0 ? messages.map(article) : html`<article class="muted">Nothing yet.</article>`}`;
    const page = isAdministrator ? adminPage("Outbox", content, nonce) : plainPage("Outbox", content, nonce);
    return { save: false, respond: () => pageResponse(c, page, nonce, pages) };
  });
}

function article({ kind, recipient, subject, body, sent }: OutboxMessage): Html {
  const time = new Date(sent).toISOString();
  return html`<article>
<h2>${subject}</h2>
<p class="muted">${kind === "email" ? "E-mail" : "Text message"} to ${recipient}, <time datetime="${time}">${time.slice(0, 19).replace("T", " ")} UTC</time></p>
<p class="message">${withLinks(body)}</p>
</article>
`;
}

/** The message's own links can be followed, its text is text. */
function withLinks(body: string): HtmlValue {
  return body
    .split(/(https?:\/\/\S+)/)
    .map((part, index) => (index % 2 === 1 ? html`<a href="${part}">${part}</a>` : part));
}
