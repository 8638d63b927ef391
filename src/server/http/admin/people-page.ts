import { html, type Html } from "../../../page/html.ts";
import type { User } from "../../store/user-store.ts";
import type { SessionOutcome } from "../request-sessions.ts";
import { type AdminVisit, showAdminPage } from "./admin-visit.ts";

/** The page of everybody who has an account, with a form to end their sessions (OWASP ASVS 5.0, 7.4.5). */
export function peoplePage(visit: AdminVisit, notice?: string): SessionOutcome {
  const { text, counted, routes } = visit;
  const { users, sessions } = routes.services.store;
  const all = users.list();
  const rows = all.map((user) => tableRow(visit, user, sessions.listByUser(user.pk, Date.now()).length));
  const heads = [text("Account"), text("Address"), text("Sessions"), text("Actions")];
  const content = html`<h1>${text("People")}</h1>
${notice === undefined ? "" : html`<p class="panel result" role="status" tabindex="-1" autofocus>${notice}</p>`}
<section class="panel"><h2>${counted("{0, plural, one {# account} other {# accounts}}", all.length)}</h2><div class="scroll" role="region" aria-label="${text("People")}" tabindex="0"><table>
<thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
<tbody>${rows}</tbody>
</table></div></section>`;
  return showAdminPage(visit, text("People"), content);
}

function tableRow(visit: AdminVisit, { pk, username, name, email, is_active: isActive }: User, count: number): Html {
  const { text } = visit;
  return html`<tr>
<td><bdi>${name || username}</bdi><br><code>${username}</code>${isActive ? "" : html`<br><span class="badge">${text("not active")}</span>`}</td>
<td><bdi>${email}</bdi></td>
<td>${new Intl.NumberFormat(visit.locale).format(count)}</td>
<td>${count > 0 ? endForm(visit, pk, username) : ""}</td>
</tr>`;
}

function endForm({ text, token }: AdminVisit, pk: number, username: string): Html {
  return html`<form method="post" action="/if/admin/people/">
<input type="hidden" name="token" value="${token}">
<button class="button" name="user" value="${pk}" aria-label="${text("End all sessions of {0}", username)}">${text("End sessions")}</button></form>`;
}
