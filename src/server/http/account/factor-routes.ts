import type { Context, Hono } from "hono";
import { sentence } from "../../../protocol/locales/words.ts";
import { html, type Html } from "../../../page/html.ts";
import { localisedText } from "../../engine/localised-text.ts";
import { hasInvisible } from "../../engine/name-fault.ts";
import { text as textField } from "../../engine/fields.ts";
import type { Device } from "../../store/device-store.ts";
import { notFoundPage } from "../page-response.ts";
import type { AppEnv } from "../request-facts.ts";
import type { SessionOutcome } from "../request-sessions.ts";
import { byMethod, type RoutesContext } from "../routes-context.ts";
import { type AccountVisit, accountPath, backToAccount, showPage, takeForm, visitAccount } from "./account-visit.ts";
import { factorDetail, factorKind, factorName, removalHint } from "./factor-words.ts";
import { afterRemovedPasskey } from "./passkey-signals.ts";
import { ownerFault, ownerField } from "./owner-check.ts";

/** Characters of the name of a device at most. */
const longestName = 64;
const one = `${accountPath}factors/:pk{[0-9]+}/`;

type Page = (visit: AccountVisit, device: Device) => SessionOutcome;
type Change = (visit: AccountVisit, device: Device, form: URLSearchParams) => SessionOutcome | Promise<SessionOutcome>;

/** The pages on which people rename and remove a passkey or second factor of theirs. */
export function factorRoutes(app: Hono<AppEnv>, routes: RoutesContext): void {
  const shows = (page: Page) => (c: Context<AppEnv>) =>
    visitAccount(routes, c, (visit) => ownDevice(visit, (device) => page(visit, device)));
  const takes = (change: Change) => (c: Context<AppEnv>) =>
    takeForm(routes, c, (visit, form) => ownDevice(visit, (device) => change(visit, device, form)));
  app.all(one, byMethod({ GET: shows(renamePage), POST: takes(rename) }));
  app.all(`${one}remove/`, byMethod({ GET: shows(removePage), POST: takes(remove) }));
}

/** Other people's devices are no more there than those that do not exist. */
function ownDevice(
  { routes, c, user }: AccountVisit,
  work: (device: Device) => SessionOutcome | Promise<SessionOutcome>,
): SessionOutcome | Promise<SessionOutcome> {
  const device = routes.services.store.devices.get(Number(c.req.param("pk")));
  if (device?.userPk === user.pk) return work(device);
  return { save: false, respond: () => notFoundPage(c, routes.pages) };
}

function renamePage(visit: AccountVisit, device: Device, typed?: string, fault?: string): SessionOutcome {
  const { text, token } = visit;
  const ties = fault === undefined ? "" : html`aria-invalid="true" aria-describedby="fault"`;
  const title = text("Rename {0}", factorName(device, text));
  const content = html`<div class="card"><h1>${title}</h1>
${what(visit, device)}
<form method="post"><input type="hidden" name="token" value="${token}">
<label for="name">${text("New name")}</label>
<input id="name" name="name" value="${typed ?? factorName(device, text)}" maxlength="${longestName}" dir="auto" autocomplete="off" required autofocus ${ties}>
${fault === undefined ? "" : html`<p class="fault" id="fault">${fault}</p>`}
<div class="buttons"><button class="button primary">${text("Save")}</button>${cancel(visit)}</div>
</form></div>`;
  return showPage(visit, title, content, { status: fault === undefined ? 200 : 400 });
}

function rename(visit: AccountVisit, device: Device, form: URLSearchParams): SessionOutcome {
  const { text, routes, request } = visit;
  const typed = form.get("name") ?? "";
  const parsed = textField({ max: longestName }).parse(typed);
  if (!parsed.ok || hasInvisible(parsed.value)) {
    const fault = parsed.ok
      ? text("The name has invisible characters. Type it again.")
      : localisedText(parsed.errors[0]?.string ?? "", request.locale);
    return renamePage(visit, device, typed, fault);
  }
  routes.services.store.devices.rename(device.pk, parsed.value);
  return backToAccount(visit, "success", sentence("The new name is saved."));
}

function removePage(visit: AccountVisit, device: Device, fault?: string): SessionOutcome {
  const { text, token } = visit;
  const title = text("Remove {0}?", factorName(device, text));
  const content = html`<div class="card"><h1>${title}</h1>
${what(visit, device)}
<p class="hint">${removalHint(device, text)}</p>
${isLast(visit, device) && html`<p class="hint"><strong>${text("It is your last one: after that, your password alone opens your account.")}</strong></p>`}
<form method="post"><input type="hidden" name="token" value="${token}">
${ownerField(visit, fault)}
<div class="buttons"><button class="button primary danger">${text("Remove")}</button>${cancel(visit)}</div>
</form></div>`;
  return showPage(visit, title, content, { status: fault === undefined ? 200 : 400 });
}

async function remove(visit: AccountVisit, device: Device, form: URLSearchParams): Promise<SessionOutcome> {
  const fault = await ownerFault(visit, form);
  if (fault !== undefined) return removePage(visit, device, fault);
  visit.routes.services.store.devices.remove(device.pk);
  if (device.deviceClass !== "webauthn")
    return backToAccount(visit, "success", sentence("The second factor is removed."));
  return backToAccount(visit, "success", sentence("The passkey is removed."), afterRemovedPasskey);
}

/** What it is, beyond its name. */
function what({ text }: AccountVisit, device: Device): Html {
  const [name, kind, detail] = [factorName(device, text), factorKind(device, text), factorDetail(device, text)];
  return html`${name !== kind && html`<p class="muted">${kind}</p>`}${detail && html`<p class="muted"><bdi>${detail}</bdi></p>`}`;
}

/** Whether nothing but the password is left without it. */
function isLast({ routes, user }: AccountVisit, { pk }: Device): boolean {
  const { devices, users } = routes.services.store;
  return users.passwordHash(user.pk) !== null && devices.listByUser(user.pk).every((other) => other.pk === pk);
}

function cancel({ text }: AccountVisit): Html {
  return html`<a class="button" href="${accountPath}">${text("Cancel")}</a>`;
}
