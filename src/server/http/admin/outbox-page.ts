import type { Context, Hono } from "hono";
import type { OutboxMessage } from "../../store/outbox-store.ts";
import { escapeHtml } from "../../engine/escape-html.ts";
import { newNonce, notFoundPage, pageResponse } from "../page-response.ts";
import { plainPage } from "../plain-page.ts";
import { signOutPath } from "../sign-out-link.ts";
import { isLoopbackHost } from "../edge/edge.ts";
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

function show(c: Context<AppEnv>, { services, gate, pages }: RoutesContext, isOpen: boolean): Promise<Response> {
  return gate.visit(c, async ({ user }) => {
    const { isDirect, host } = gate.facts(c);
    if (!(isOpen && isDirect && isLoopbackHost(host)) && !services.membership.isSuperuser(user)) {
      return { keep: false, respond: () => notFoundPage(c, pages) };
    }
    const nonce = newNonce();
    const messages = services.store.outbox.list();
    const list = messages.length > 0 ? messages.map(article).join("\n") : `<p class="muted">Nothing yet.</p>`;
    const intro = `<p class="muted">Messages that would have been sent. Reload the page to see new ones.</p>`;
    const signOut = user ? `<p><a href="${signOutPath}">Sign out</a></p>\n` : "";
    const html = plainPage("Outbox", `<h1>Outbox</h1>\n${signOut}${intro}\n${list}`, nonce);
    return { keep: false, respond: () => pageResponse(c, html, nonce, pages) };
  });
}

function article({ kind, recipient, subject, body, sent }: OutboxMessage): string {
  const time = new Date(sent).toISOString();
  const what = kind === "email" ? "E-mail" : "Text message";
  return `<article>
<h2>${escapeHtml(subject)}</h2>
<p class="muted">${what} to ${escapeHtml(recipient)}, <time datetime="${time}">${time.slice(0, 19).replace("T", " ")} UTC</time></p>
<p class="message">${withLinks(body)}</p>
</article>`;
}

/** The message's own links can be followed, its text is text. */
function withLinks(body: string): string {
  return body
    .split(/(https?:\/\/\S+)/)
    .map((part, index) =>
      index % 2 === 1 ? `<a href="${escapeHtml(part)}">${escapeHtml(part)}</a>` : escapeHtml(part),
    )
    .join("");
}
