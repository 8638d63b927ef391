import { html, type Html } from "../../../page/html.ts";
import { signOutPath } from "../../../page/sign-out-link.ts";
import { initialsAvatar } from "../../engine/avatar.ts";
import { localisedText } from "../../engine/localised-text.ts";
import { localisedMessages } from "../localised-challenge.ts";
import type { SessionOutcome } from "../request-sessions.ts";
import { type AccountFlow, accountFlows } from "./account-flows.ts";
import { type AccountVisit, showPage } from "./account-visit.ts";
import { factorLists } from "./factor-list.ts";
import { passkeySignals } from "./passkey-signals.ts";
import { sessionList } from "./session-list.ts";

/**
 * Where sign-in leads when nothing else was asked for: who one is, the way out, and what belongs to the account.
 *
 * @param fault why a session could not be ended
 */
export function accountPage(visit: AccountVisit, fault?: string): SessionOutcome {
  const { user, session, routes, text } = visit;
  const name = user.name || user.username;
  const messages = localisedMessages(session.state.messages, visit.request.locale);
  session.state.messages = [];
  const flows = accountFlows(routes.services.models);
  const content = (nonce: string): Html => html`${header(visit, name)}
${messages.map(({ level, message }, index) => html`<div class="notice told ${level}" role="status" ${index === 0 && html`tabindex="-1" autofocus`}><p dir="auto">${message}</p></div>`)}
${links(text("Your account"), "account", flows.filter(isPlain).map(asLink(visit)))}
${factorLists(visit, flows)}
${sessionList(visit, fault)}
${links(
  text("Also here"),
  "more",
  routes.pages.links.map(({ path, shows }) => ({ href: path, shows: text(shows) })),
)}
${deletion(visit, flows)}
${passkeySignals(visit, nonce)}`;
  return showPage(visit, name, content, {
    status: fault === undefined ? 200 : 400,
    save: messages.length > 0 || fault !== undefined,
  });
}

function header({ text, user, request, routes }: AccountVisit, name: string): Html {
  const isAdministrator = routes.services.membership.isSuperuser(user);
  return html`<div class="account">
<img src="${initialsAvatar(name)}" alt="" width="48" height="48">
<div><h1><bdi>${name}</bdi></h1><p class="muted">${text("Signed in to {0} as {1}", request.brand.branding_title, user.username)}</p>
${user.email !== "" && html`<p class="muted"><bdi>${user.email}</bdi></p>`}</div>
${isAdministrator && html`<a class="button" href="/if/admin/">${text("Administration")}</a>`}
<a class="button" href="${signOutPath}">${text("Sign out")}</a>
</div>`;
}

function isPlain({ adds, deletes }: AccountFlow): boolean {
  return adds.length === 0 && !deletes;
}

interface Link {
  readonly href: string;
  readonly shows: string;
}

function asLink({ request }: AccountVisit): (flow: AccountFlow) => Link {
  return ({ href, title }) => ({ href, shows: localisedText(title, request.locale) });
}

function links(title: string, id: string, list: readonly Link[]): Html | undefined {
  if (list.length === 0) return undefined;
  const entry = ({ href, shows }: Link): Html => html`<li><a href="${href}">${shows}</a></li>`;
  return html`<section aria-labelledby="${id}"><h2 id="${id}">${title}</h2>\n<ul>${list.map(entry)}</ul></section>`;
}

/** Last, and not to be taken for anything else. */
function deletion({ text }: AccountVisit, flows: readonly AccountFlow[]): Html | undefined {
  const [flow] = flows.filter(({ deletes }) => deletes);
  if (!flow) return undefined;
  return html`<section aria-labelledby="deletion"><h2 id="deletion">${text("Delete account")}</h2>
<p class="muted">${text("Your account and everything that belongs to it will be deleted. You are asked once more before that.")}</p>
<a class="button danger" href="${flow.href}">${text("Delete account")}</a></section>`;
}
