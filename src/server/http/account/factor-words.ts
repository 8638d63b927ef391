import { counted } from "../../../protocol/locales/words.ts";
import type { Device } from "../../store/device-store.ts";
import type { Text } from "./account-visit.ts";

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

/** The name that somebody has chosen, else its kind. */
export function factorName(device: Device, text: Text): string {
  return givenNames.has(device.name) ? factorKind(device, text) : device.name;
}

/** What tells it from others of its kind: where codes go, or how many are left. */
export function factorDetail({ deviceClass, data }: Device, text: Text): string {
  const { phone, email, hashes, isHashed } = data;
  if (deviceClass === "sms" && typeof phone === "string" && isHashed !== true) return phone;
  if (deviceClass === "email" && typeof email === "string") return email;
  if (deviceClass === "static" && Array.isArray(hashes)) {
    return counted(text("{0, plural, one {# code left} other {# codes left}}"), hashes.length);
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
