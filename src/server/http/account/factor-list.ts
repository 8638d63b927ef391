import { html, type Html } from "../../../page/html.ts";
import { localisedText } from "../../engine/localised-text.ts";
import type { Device } from "../../store/device-store.ts";
import type { AccountFlow } from "./account-flows.ts";
import { type AccountVisit, accountPath } from "./account-visit.ts";
import { factorDetail, factorKind, factorName } from "./factor-words.ts";
import { moment } from "../../engine/moment.ts";

/** Passkeys, and what else confirms that it is really the owner who signs in, with the ways to add more. */
export function factorLists(visit: AccountVisit, flows: readonly AccountFlow[]): Html {
  const { text, routes, user } = visit;
  const devices = routes.services.store.devices.listByUser(user.pk);
  const isPasskey = ({ deviceClass }: Device): boolean => deviceClass === "webauthn";
  const has = (kind: string): boolean => devices.some(({ deviceClass }) => deviceClass === kind);
  // There is one of these at most.
  const adding = flows.filter(({ adds }) => adds.length > 0 && !(adds.includes("email") && has("email")));
  const addsPasskey = ({ adds }: AccountFlow): boolean => adds.includes("webauthn");
  return html`${section(visit, {
    id: "passkeys",
    title: text("Passkeys and security keys"),
    nothing: text("You have none yet. With a passkey you sign in with your finger, face or screen lock."),
    devices: devices.filter(isPasskey),
    adding: adding.filter(addsPasskey),
  })}
${section(visit, {
  id: "factors",
  title: text("Second factors"),
  nothing: text("You have none yet. A second factor protects your account when somebody learns your password."),
  devices: devices.filter((device) => !isPasskey(device)),
  adding: adding.filter((flow) => !addsPasskey(flow)),
})}`;
}

interface Section {
  readonly id: string;
  readonly title: string;
  /** What is said where there are none. */
  readonly nothing: string;
  readonly devices: readonly Device[];
  readonly adding: readonly AccountFlow[];
}

function section(visit: AccountVisit, { id, title, nothing, devices, adding }: Section): Html | undefined {
  if (devices.length === 0 && adding.length === 0) return undefined;
  const list =
    devices.length > 0
      ? html`<ul class="items">${devices.map((device) => entry(visit, device))}</ul>`
      : html`<p class="muted">${nothing}</p>`;
  return html`<section aria-labelledby="${id}"><h2 id="${id}">${title}</h2>
${list}
<div class="buttons">${adding.map((flow) => html`<a class="button" href="${flow.href}">${wayIn(visit, flow, devices)}</a>`)}</div></section>`;
}

/** New codes take the place of those that there are. */
function wayIn({ text, request }: AccountVisit, { adds, title }: AccountFlow, devices: readonly Device[]): string {
  if (!adds.includes("static")) return localisedText(title, request.locale);
  const hasCodes = devices.some(({ deviceClass }) => deviceClass === "static");
  return hasCodes ? text("Get new recovery codes") : text("Get recovery codes");
}

function entry({ text, request: { locale } }: AccountVisit, device: Device): Html {
  const [name, kind, detail] = [factorName(device, text), factorKind(device, text), factorDetail(device, text)];
  const used = device.lastUsed === null ? text("Not used yet") : text("Last used {0}", moment(device.lastUsed, locale));
  const path = `${accountPath}factors/${device.pk}/`;
  return html`<li><div class="what"><strong><bdi>${name}</bdi></strong>
${name !== kind && html`<span>${kind}</span>`}${detail && html`<span><bdi>${detail}</bdi></span>`}<span>${text("Added {0}", moment(device.created, locale))}</span><span>${used}</span></div>
<div class="buttons"><a class="button" href="${path}" aria-label="${text("Rename {0}", name)}">${text("Rename")}</a><a class="button" href="${path}remove/" aria-label="${text("Remove {0}", name)}">${text("Remove")}</a></div></li>`;
}
