import { msg } from "@lit/localize";
import { html, type TemplateResult } from "lit";
import { icon, type IconName } from "../../ui/templates/icon.ts";
import { type Device, lastUsedFirst, type ValidateChallenge } from "./device-choice.ts";
import { deviceWords } from "./device-words.ts";

/** The devices that somebody can use. The one that was used last comes first. */
export function deviceList(devices: readonly Device[], onChoose: (device: Device) => void): TemplateResult {
  return html`<ul class="ak-choices">
    ${lastUsedFirst(devices).map((device) => {
      const { icon: name, name: label, description } = deviceWords(device);
      return choice(name, label, description, () => onChoose(device));
    })}
  </ul>`;
}

type SetupStage = ValidateChallenge["configuration_stages"][number];

/**
 * The ways to set up a device, for somebody who has none. They have the names that their administrator gave them; one that was named for the
 * server alone (`default-authenticator-totp-setup`) has the name of its kind, and its own beside that only where two are of one kind.
 */
export function setupList(stages: readonly SetupStage[], onChoose: (id: string) => void): TemplateResult {
  return html`<ul class="ak-choices">
    ${stages.map((stage) => {
      const { pk, name, verbose_name: verbose, meta_model_name: model } = stage;
      const kind = setupKind(model);
      const isAlone = stages.filter((other) => other.meta_model_name === model).length === 1;
      const label = isForServers(name) ? kind.name || verbose || name || msg("Set up") : name;
      const besides = label === name ? kind.name || verbose : isAlone ? "" : name;
      return choice(kind.icon, label, isSaid(besides, label) ? "" : besides, () => onChoose(pk));
    })}
  </ul>`;
}

/** Whether a text says what another says already: "Email" beside "Codes by email", "Passkey or security key" beside "Passkey". */
function isSaid(text: string, already: string): boolean {
  const [one, other] = [text.toLowerCase(), already.toLowerCase()];
  return one.includes(other) || other.includes(one);
}

/** Whether a name is no words but a slug; "SMS-Code" is a word. */
function isForServers(name: string): boolean {
  return /^$|^[a-z\d]+([-_.][a-z\d]+)+$/.test(name);
}

function choice(name: IconName, label: string, description: string, onClick: () => void): TemplateResult {
  return html`<li>
    <button class="ak-button ak-secondary ak-choice" type="button" @click=${onClick}>
      ${icon(name)}
      <span class="ak-choice-words">
        <b>${label}</b>
        <span ?hidden=${!description}>${description}</span>
      </span>
    </button>
  </li>`;
}

/** By the model's name, such as `authentik_stages_authenticator_totp.authenticatortotpstage`; of one that is not known the name is empty. */
function setupKind(model: string | undefined): { readonly icon: IconName; readonly name: string } {
  const kinds = ["totp", "static", "webauthn", "duo", "sms", "email"] as const;
  const kind = kinds.find((part) => model?.includes(part));
  if (!kind) return { icon: "app", name: "" };
  const { icon: picture, name } = deviceWords({ device_class: kind, device_uid: "", challenge: {}, last_used: null });
  // They are made all at once.
  return { icon: picture, name: kind === "static" ? msg("Recovery codes") : name };
}
