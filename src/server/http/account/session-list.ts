import { html, type Html } from "../../../page/html.ts";
import type { SessionListing } from "../../store/session-store.ts";
import { type AccountVisit, accountPath } from "./account-visit.ts";
import { moment } from "../../engine/moment.ts";
import { ownerField } from "./owner-check.ts";
import { browserName } from "./browser-name.ts";

/**
 * Where somebody is signed in, with a form to end one session or all others (OWASP ASVS 5.0, 7.5.2).
 *
 * @param fault why the form was not taken
 */
export function sessionList(visit: AccountVisit, fault?: string): Html {
  const { text, token, routes, user, request, session } = visit;
  const own = session.id;
  const all = routes.services.store.sessions.listByUser(user.pk, request.now);
  const sessions = [...all.filter(({ id }) => id === own), ...all.filter(({ id }) => id !== own)];
  const others = sessions.length > 1;
  return html`<section aria-labelledby="sessions"><h2 id="sessions">${text("Where you are signed in")}</h2>
<form method="post" action="${accountPath}sessions/">
<input type="hidden" name="token" value="${token}">
<ul class="items">${sessions.map((listing) => entry(visit, listing, listing.id === own))}</ul>
${others ? ownerField(visit, fault) : ""}
${others ? html`<div class="buttons"><button class="button" name="end" value="others">${text("Sign out everywhere else")}</button></div>` : ""}
</form></section>`;
}

function entry(
  { text, request: { locale } }: AccountVisit,
  { id, userAgent, ip, used, authenticated, created }: SessionListing,
  isOwn: boolean,
): Html {
  const browser = browserName(userAgent) || text("Unknown browser");
  const badge = isOwn && html` <span class="badge">${text("This browser")}</span>`;
  const button =
    !isOwn &&
    html`<div class="buttons"><button class="button" name="end" value="${id}" aria-describedby="session-${id}">${text("Sign out")}</button></div>`;
  return html`<li><div class="what" id="session-${id}"><strong><bdi>${browser}</bdi></strong>${badge}
<span><bdi>${ip}</bdi></span><span>${text("Signed in {0}", moment(authenticated ?? created, locale))}</span>
<span>${text("Last used {0}", moment(used, locale))}</span></div>${button}</li>`;
}
