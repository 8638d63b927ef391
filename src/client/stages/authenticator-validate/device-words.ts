import { msg, str } from "@lit/localize";
import type { IconName } from "../../ui/templates/icon.ts";
import type { Device } from "./device-choice.ts";

/** What is said about a kind of device. */
export interface DeviceWords {
  readonly icon: IconName;
  /** In the list of devices. */
  readonly name: string;
  readonly description: string;
  /** Where it is asked for. */
  readonly heading: string;
  readonly intro: string;
}

/** The words for a device; also for one of a kind that only newer servers know. */
export function deviceWords({ device_class: kind, challenge }: Device): DeviceWords {
  switch (kind) {
    case "totp":
      return {
        icon: "app",
        name: msg("Authenticator app"),
        description: msg("A code from the app"),
        heading: msg("Enter your code"),
        intro: msg("Open your authenticator app and type in the code that it shows."),
      };
    case "static":
      return {
        icon: "list",
        name: msg("Recovery code"),
        description: msg("One of the codes you saved"),
        heading: msg("Enter a recovery code"),
        intro: msg("Type in one of the codes that you saved. Each works once."),
      };
    case "webauthn":
      return {
        icon: "key",
        name: msg("Passkey or security key"),
        description: msg("Fingerprint, face, PIN or key"),
        heading: msg("Use your passkey or security key"),
        intro: msg("Your browser shows you what to do."),
      };
    case "duo":
      return {
        icon: "phone",
        name: msg("Duo Mobile"),
        description: msg("Approve a request on your phone"),
        heading: msg("Approve it in Duo Mobile"),
        intro: msg("You get a request on your phone, and approve it there."),
      };
    case "sms":
      return {
        icon: "message",
        name: msg("Text message"),
        description: msg("A code to your phone"),
        heading: msg("Check your phone"),
        intro: msg("Type in the code that you get in a text message."),
      };
    case "email": {
      const address = challenge["email"];
      return {
        icon: "envelope",
        name: msg("Email"),
        description: typeof address === "string" && address ? address : msg("A code to your email address"),
        heading: msg("Check your email"),
        intro:
          typeof address === "string" && address
            ? msg(str`Type in the code that you get at ${address}.`)
            : msg("Type in the code that you get by email."),
      };
    }
    default:
      return {
        icon: "question",
        name: String(kind),
        description: msg("Not known to this page"),
        heading: msg("This page is out of date"),
        intro: msg(str`The server asks for “${String(kind)}”, which this page does not know.`),
      };
  }
}

/** What is said of the code that a device needs; nothing where none was sent. */
export function sentWords(sent: "now" | "before" | undefined): string {
  if (sent === "before") return msg("A code has already been sent.");
  return sent === "now" ? msg("The code is on its way. It may take a moment to arrive.") : "";
}
