import { html, type Html } from "../../../page/html.ts";
import type { User } from "../../store/user-store.ts";
import { adminPage } from "./admin-page.ts";

/** A person and how many sessions they have. */
export interface PersonRow {
  readonly user: User;
  readonly sessions: number;
}

/** The page of everybody who has an account, with a form to end their sessions (OWASP ASVS 5.0, 7.4.5). */
export function peoplePage(
  rows: readonly PersonRow[],
  page: { token: string; nonce: string; notice?: string | undefined },
): Html {
  const content = html`<h1>People</h1>
${page.notice === undefined ? "" : html`<p class="panel result" role="status" tabindex="-1" autofocus>${page.notice}</p>`}
<section class="panel"><h2>${rows.length} accounts</h2><div class="scroll" role="region" aria-label="People" tabindex="0"><table>
<thead><tr><th scope="col">Account</th><th scope="col">Address</th><th scope="col">Sessions</th><th scope="col">Actions</th></tr></thead>
<tbody>${rows.map((row) => tableRow(row, page.token))}</tbody>
</table></div></section>`;
  return adminPage("People", content, page.nonce);
}

function tableRow({ user, sessions }: PersonRow, token: string): Html {
  const { pk, username, name, email, is_active: isActive } = user;
  return html`<tr>
<td><bdi>${name || username}</bdi><br><code>${username}</code>${isActive ? "" : html`<br><span class="badge">not active</span>`}</td>
<td><bdi>${email}</bdi></td>
<td>${sessions}</td>
<td>${sessions > 0 ? endForm(pk, username, token) : ""}</td>
</tr>`;
}

function endForm(pk: number, username: string, token: string): Html {
  return html`<form method="post" action="/if/admin/people/">
<input type="hidden" name="token" value="${token}">
<button class="button" name="user" value="${pk}" aria-label="End all sessions of ${username}">End sessions</button></form>`;
}
