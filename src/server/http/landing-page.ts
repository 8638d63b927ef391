import type { User } from "../store/user-store.ts";
import { demoFlows } from "./demo-flows.ts";
import { escapeHtml } from "./escape-html.ts";
import { plainPage } from "./plain-page.ts";

/** Where sign-in leads when nothing else was asked for: who one is, the way out, and the flows there are to see. */
export function landingPage(user: User, brandTitle: string, galleryPath: string | undefined, nonce: string): string {
  const flows = demoFlows.map(
    ({ path, shows }) => `<li><a href="${escapeHtml(path)}">${escapeHtml(path)}</a><p>${escapeHtml(shows)}</p></li>`,
  );
  const gallery =
    galleryPath === undefined ? "" : `<p><a href="${escapeHtml(galleryPath)}">Gallery</a> of every step and state.</p>`;
  const content = `<h1>${escapeHtml(brandTitle)}</h1>
<p>Signed in as <strong>${escapeHtml(user.name || user.username)}</strong> (${escapeHtml(user.username)}). <a href="/flows/-/default/invalidation/">Sign out</a></p>
${gallery}
<h2>Flows</h2>
<ul>
${flows.join("\n")}
</ul>`;
  return plainPage(`Signed in - ${brandTitle}`, content, nonce);
}
