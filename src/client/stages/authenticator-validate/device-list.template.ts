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

/** The ways to set up a device, for somebody who has none. */
export function setupList(
  stages: ValidateChallenge["configuration_stages"],
  onChoose: (id: string) => void,
): TemplateResult {
  return html`<ul class="ak-choices">
    ${stages.map(({ pk, name, verbose_name: kind, meta_model_name: model }) =>
      choice(setupIcon(model), name || kind || msg("Set up"), name && kind !== name ? kind : "", () => onChoose(pk)),
    )}
  </ul>`;
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

/** By the model's name, such as `authentik_stages_authenticator_totp.authenticatortotpstage`. */
function setupIcon(model: string | undefined): IconName {
  const icons: readonly [part: string, name: IconName][] = [
    ["totp", "app"],
    ["static", "list"],
    ["webauthn", "key"],
    ["duo", "phone"],
    ["sms", "message"],
    ["email", "envelope"],
  ];
  return icons.find(([part]) => model?.includes(part))?.[1] ?? "app";
}
