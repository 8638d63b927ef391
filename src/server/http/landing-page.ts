import { initialsAvatar } from "../engine/avatar.ts";
import type { User } from "../store/user-store.ts";
import { demoFlows } from "./demo-flows.ts";
import { escapeHtml } from "../engine/escape-html.ts";
import { plainPage } from "./plain-page.ts";

/** Where sign-in leads when nothing else was asked for: who one is, the way out, and the flows there are to see. */
export function landingPage(
  user: User,
  page: { brandTitle: string; galleryPath: string | undefined; isAdministrator: boolean; nonce: string },
): string {
  const { brandTitle, galleryPath, nonce } = page;
  const flows = demoFlows.map(
    ({ path, shows }) =>
      `<li><a href="${escapeHtml(path)}">${escapeHtml(shows)}<code>${escapeHtml(path)}</code></a></li>`,
  );
  const gallery =
    galleryPath === undefined
      ? ""
      : `<li><a href="${escapeHtml(galleryPath)}">Every stage in every state.<code>Gallery</code></a></li>`;
  const name = user.name || user.username;
  const content = `<div class="account">
<img src="${escapeHtml(initialsAvatar(name))}" alt="" width="48" height="48">
<div><h1>${escapeHtml(name)}</h1><p class="muted">Signed in to ${escapeHtml(brandTitle)} as ${escapeHtml(user.username)}</p></div>
${page.isAdministrator ? `<a class="button" href="/if/admin/">Administration</a>` : ""}
<a class="button" href="/flows/-/default/invalidation/">Sign out</a>
</div>
<h2>Flows to try</h2>
<ul>
${flows.join("\n")}
${gallery}
</ul>`;
  return plainPage(`${name} - ${brandTitle}`, content, nonce);
}
