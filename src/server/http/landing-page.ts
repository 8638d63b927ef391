import { html, type Html } from "../../page/html.ts";
import { initialsAvatar } from "../engine/avatar.ts";
import type { User } from "../store/user-store.ts";
import { plainPage } from "../../page/plain-page.ts";
import { signOutPath } from "../../page/sign-out-link.ts";

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
    sessions: Html;
    nonce: string;
  },
): Html {
  const { brandTitle, galleryPath, nonce } = page;
  const name = user.name || user.username;
  const content = html`<div class="account">
<img src="${initialsAvatar(name)}" alt="" width="48" height="48">
<div><h1>${name}</h1><p class="muted">Signed in to ${brandTitle} as ${user.username}</p></div>
${page.isAdministrator && html`<a class="button" href="/if/admin/">Administration</a>`}
<a class="button" href="${signOutPath}">Sign out</a>
</div>
${page.groups.map(({ title, links }) => html`<h2>${title}</h2>\n<ul>\n${links.map(entry)}</ul>\n`)}
${page.sessions}
${galleryPath !== undefined && html`<h2>Gallery</h2>\n<ul>${entry({ path: galleryPath, shows: "Every stage in every state." })}</ul>`}`;
  return plainPage(`${name} - ${brandTitle}`, content, nonce);
}

function entry({ path, shows }: LandingLink): Html {
  return html`<li><a href="${path}">${shows}<code>${path}</code></a></li>\n`;
}
