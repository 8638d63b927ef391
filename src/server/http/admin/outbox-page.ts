import type { Context, Hono } from "hono";
import { isLoopbackHost } from "../../../edge/host-url.ts";
import { html, type Html, type HtmlValue } from "../../../page/html.ts";
import type { OutboxMessage } from "../../store/outbox-store.ts";
import { moment } from "../../engine/moment.ts";
import { newNonce, notFoundPage, pageResponse } from "../page-response.ts";
import { plainPage } from "../../../page/plain-page.ts";
import { signOutPath } from "../../../page/sign-out-link.ts";
import { adminPage } from "./admin-page.ts";
import type { AppEnv } from "../request-facts.ts";
import { type PageWords, pageWords } from "../page-words.ts";
import { byMethod, type RoutesContext, visitLocale } from "../routes-context.ts";

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

function show(c: Context<AppEnv>, routes: RoutesContext, isOpen: boolean): Promise<Response> {
  const { services, requestSessions, pages } = routes;
  return requestSessions.visit(c, async (session) => {
    const { user } = session;
    const { isDirect, host } = requestSessions.facts(c);
    const isAdministrator = services.membership.isSuperuser(user);
    if (!(isOpen && isDirect && isLoopbackHost(host)) && !isAdministrator) {
      return { save: false, respond: () => notFoundPage(c, pages) };
    }
    const nonce = newNonce();
    const words = pageWords(visitLocale(routes, c, session, new URL(c.req.url).search.slice(1)));
    const { text, locale } = words;
    const title = text("Outbox");
    const messages = services.store.outbox.list();
    // Pages of the administration have that among their links.
    const signOut =
      user !== null && !isAdministrator && html`<p><a href="${signOutPath}">${text("Sign out")}</a></p>\n`;
    const content = html`<h1>${title}</h1>
${signOut}<p class="muted">${text("Messages that would have been sent. Reload the page to see new ones.")}</p>
${messages.length > 0 ? messages.map((message) => article(message, words)) : html`<article class="muted">${text("Nothing yet.")}</article>`}`;
    const page = isAdministrator
      ? adminPage(title, content, { nonce, words })
      : plainPage(title, content, nonce, { locale });
    return { save: false, respond: () => pageResponse(c, page, nonce, pages) };
  });
}

/** The message is in the language of whoever gets it. */
function article({ kind, recipient, subject, body, sent }: OutboxMessage, { text, locale }: PageWords): Html {
  const what = kind === "email" ? text("Email to {0}", recipient) : text("Text message to {0}", recipient);
  return html`<article>
<h2 dir="auto">${subject}</h2>
<p class="muted">${what}<br><time datetime="${new Date(sent).toISOString()}">${moment(sent, locale)}</time></p>
<p class="message" dir="auto">${withLinks(body)}</p>
</article>
`;
}

/** The message's own links can be followed, its text is text. */
function withLinks(body: string): HtmlValue {
  return body
    .split(/(https?:\/\/\S+)/)
    .map((part, index) => (index % 2 === 1 ? html`<a href="${part}">${part}</a>` : part));
}
