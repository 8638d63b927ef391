import { html, type Html } from "../../page/html.ts";
import type { SessionListing } from "../store/session-store.ts";

/** What the list of one's sessions needs to know. */
export interface SessionsView {
  readonly sessions: readonly SessionListing[];
  /** The one that asks. */
  readonly own: string;
  /** Repeats the CSRF cookie. */
  readonly token: string;
  /** Whether the password has to be typed to end one. */
  readonly asksPassword: boolean;
  /** What came of the last form. */
  readonly notice?: string | undefined;
}

/** Where somebody is signed in, with a form to end one session or all others. */
export function accountSessions({ sessions, own, token, asksPassword, notice }: SessionsView): Html {
  const others = sessions.filter(({ id }) => id !== own);
  return html`<h2 id="sessions">Where you are signed in</h2>
${notice === undefined ? "" : html`<p class="notice" role="status">${notice}</p>`}
<form class="sessions" method="post" action="/if/user/sessions/" aria-labelledby="sessions">
<input type="hidden" name="token" value="${token}">
<ul>${sessions.map((session) => entry(session, session.id === own))}</ul>
${asksPassword && others.length > 0 ? password : ""}
${others.length > 0 ? html`<p><button class="button" name="end" value="others">End all others</button></p>` : html`<p class="muted">Nowhere else.</p>`}
</form>`;
}

const password = html`<p><label>Your password, to end one
<input type="password" name="password" autocomplete="current-password" maxlength="1024"></label></p>`;

function entry({ id, userAgent, ip, used, authenticated, created }: SessionListing, isOwn: boolean): Html {
  return html`<li class="session"><strong>${browserName(userAgent)}</strong>${isOwn ? html` <span class="muted">(this one)</span>` : ""}<br>
<span class="muted"><bdi>${ip}</bdi>, signed in ${time(authenticated ?? created)}, last used ${time(used)}</span>
${isOwn ? "" : html`<br><button class="button" name="end" value="${id}">End this session</button>`}</li>`;
}

function time(instant: number): Html {
  const text = new Date(instant).toISOString();
  return html`<time datetime="${text}">${text.slice(0, 16).replace("T", " ")} UTC</time>`;
}

/** Enough to tell one's browsers apart; what a browser calls itself in full helps nobody. */
function browserName(userAgent: string): string {
  const browser = /\b(Edg|OPR|Firefox|Chrome|Safari)\b/.exec(userAgent)?.[1] ?? "";
  const names: Record<string, string> = { Edg: "Edge", OPR: "Opera" };
  const system = /\b(Windows|Android|iPhone|iPad|Mac OS X|CrOS|Linux)\b/.exec(userAgent)?.[1]?.replace(" OS X", "");
  const shown = [names[browser] ?? browser, system].filter(Boolean).join(", ");
  return shown || "Unknown browser";
}
