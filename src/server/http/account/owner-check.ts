import { html, type Html } from "../../../page/html.ts";
import { localisedText } from "../../engine/localised-text.ts";
import { isLately } from "../../engine/session.ts";
import { authenticate, inbuiltBackend } from "../../stages/password-backends.ts";
import { normalName } from "../../store/normal-name.ts";
import type { AccountVisit } from "./account-visit.ts";

/** Whether whoever wants to change what protects the account has to show first that they are still who signed in. */
export function isOwnerAsked({ session, request }: AccountVisit): boolean {
  return !isLately(session.state.authenticatedAt, request.now);
}

/** The field for the present password, where it is asked for; it stands in the form of what is to be done. */
export function ownerField(visit: AccountVisit, fault?: string): Html | undefined {
  if (!isOwnerAsked(visit)) return undefined;
  const { text, user } = visit;
  const ties =
    fault === undefined
      ? html`aria-describedby="why"`
      : html`aria-invalid="true" aria-describedby="why fault" autofocus`;
  return html`<div class="field"><input hidden name="username" autocomplete="username" value="${user.username}" readonly>
<p class="muted" id="why">${text("You signed in a while ago. Type your password to go on.")}</p>
<label for="password">${text("Your password")}</label>
<input id="password" type="password" name="password" autocomplete="current-password" maxlength="1024" required ${ties}>
${fault === undefined ? "" : html`<p class="fault" id="fault">${fault}</p>`}</div>`;
}

/**
 * Whoever signed in a while ago shows with the form that they are still who they were.
 *
 * @returns what is wrong, or `undefined` when what the form wants may be done
 */
export async function ownerFault(visit: AccountVisit, form: URLSearchParams): Promise<string | undefined> {
  if (!isOwnerAsked(visit)) return undefined;
  const { routes, request, user, session, text } = visit;
  const { services } = routes;
  const password = form.get("password") ?? "";
  if (services.store.users.passwordHash(user.pk) === null || password === "") {
    return text("Type your password. If you have none, sign out and sign in again first.");
  }
  const credentials = { typed: normalName(user.username), user, password, backends: [inbuiltBackend] };
  const authenticated = await authenticate(services, request, credentials);
  if (authenticated.user) {
    session.reauthenticate(request.now);
    return undefined;
  }
  return localisedText(authenticated.reason ?? "", request.locale) || text("That is not your password.");
}
