import { initialsAvatar } from "../engine/avatar.ts";
import type { User } from "../store/user-store.ts";
import { escapeHtml } from "../engine/escape-html.ts";
import { plainPage } from "./plain-page.ts";
import { signOutPath } from "./sign-out-link.ts";

/** A link on the page. */
export interface LandingLink {
  readonly path: string;
  /** What is to be found there. */
  readonly shows: string;
}

/** Links about one thing. */
export interface LinkGroup {
  readonly title: string;
  readonly links: readonly LandingLink[];
}

/** Where sign-in leads when nothing else was asked for: who one is, the way out, and the flows there are to see. */
export function landingPage(
  user: User,
  page: {
    brandTitle: string;
    groups: readonly LinkGroup[];
    galleryPath: string | undefined;
    isAdministrator: boolean;
    /** HTML. */
    sessions: string;
    nonce: string;
  },
): string {
  const { brandTitle, galleryPath, nonce } = page;
  const groups = page.groups.map(
    ({ title, links }) => `<h2>${escapeHtml(title)}</h2>\n<ul>\n${links.map(entry).join("\n")}\n</ul>`,
  );
  const gallery =
    galleryPath === undefined
      ? ""
      : `<h2>Gallery</h2>\n<ul>${entry({ path: galleryPath, shows: "Every stage in every state." })}</ul>`;
  const name = user.name || user.username;
  const content = `<div class="account">
<img src="${escapeHtml(initialsAvatar(name))}" alt="" width="48" height="48">
<div><h1>${escapeHtml(name)}</h1><p class="muted">Signed in to ${escapeHtml(brandTitle)} as ${escapeHtml(user.username)}</p></div>
${page.isAdministrator ? `<a class="button" href="/if/admin/">Administration</a>` : ""}
<a class="button" href="${signOutPath}">Sign out</a>
</div>
${groups.join("\n")}
${page.sessions}
${gallery}`;
  return plainPage(`${name} - ${brandTitle}`, content, nonce);
}

function entry({ path, shows }: LandingLink): string {
  return `<li><a href="${escapeHtml(path)}">${escapeHtml(shows)}<code>${escapeHtml(path)}</code></a></li>`;
}
