import { counted } from "../../../protocol/locales/words.ts";
import type { Device } from "../../store/device-store.ts";
import type { Text } from "./account-visit.ts";
import { passkeyProvider } from "./passkey-provider.ts";

/** Names that nobody chose: what the stages call their devices. */
const givenNames: ReadonlySet<string> = new Set([
  ...["TOTP Authenticator", "Static Token", "WebAuthn Device", "SMS Device", "Email Device", "Duo"],
]);

/** What people call this kind of second factor. */
export function factorKind({ deviceClass }: Device, text: Text): string {
  switch (deviceClass) {
    case "totp":
      return text("Authenticator app");
    case "webauthn":
      return text("Passkey or security key");
    case "static":
      return text("Recovery codes");
    case "sms":
      return text("Codes by text message");
    case "email":
      return text("Codes by email");
    case "duo":
      return text("Duo");
  }
}

/** The name that somebody has chosen; else who keeps the passkey, where that is known, or its kind. */
export function factorName(device: Device, text: Text): string {
  if (!givenNames.has(device.name)) return device.name;
  return passkeyProvider(device.data.aaguid) || factorKind(device, text);
}

/** What tells it from others of its kind: where codes go, how many are left, or on which devices a passkey is. */
export function factorDetail({ deviceClass, data }: Device, text: Text): string {
  const { phone, email, hashes, isHashed, isSynced } = data;
  if (deviceClass === "sms" && typeof phone === "string" && isHashed !== true) return phone;
  if (deviceClass === "email" && typeof email === "string") return email;
  if (deviceClass === "static" && Array.isArray(hashes)) {
    return counted(text("{0, plural, one {# code left} other {# codes left}}"), hashes.length);
  }
  if (deviceClass === "webauthn" && typeof isSynced === "boolean") {
    return isSynced ? text("Synced between your devices") : text("Only on the device that made it");
  }
  return "";
}

/** What it means to remove it. */
export function removalHint({ deviceClass }: Device, text: Text): string {
  switch (deviceClass) {
    case "webauthn":
      return text(
        "You can no longer sign in with it here. Your device or password manager may still offer it; delete it there too.",
      );
    case "static":
      return text("None of these codes will work any more.");
    default:
      return text("You can no longer confirm with it that it is you.");
  }
}
