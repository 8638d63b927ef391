import { msg } from "@lit/localize";
import { assertNever } from "../../../protocol/assert-never.ts";
import type { WebAuthnProblem } from "../../platform/webauthn-problem.ts";

/** Why a ceremony with a passkey or security key came to nothing, and what to do now; `""` where the button says enough. */
export function webAuthnText(problem: WebAuthnProblem | undefined): string {
  switch (problem) {
    case undefined:
    case "needs-gesture":
      return "";
    case "cancelled":
      return msg("It was cancelled, or took too long. Nothing has changed; try again when you are ready.");
    case "not-supported":
      return msg("This browser cannot use passkeys or security keys of this kind. Try another browser or device.");
    case "insecure-context":
      return msg("Passkeys and security keys work only over a secure connection. Open this page with https://.");
    case "already-registered":
      return msg("This passkey or security key is registered already. Use another one.");
    case "wrong-device":
      return msg(
        "This device cannot do what is asked for here, such as checking a PIN or fingerprint. Use another one.",
      );
    case "wrong-site":
      return msg("Passkeys and security keys do not work at this address. Open the page at its usual address.");
    case "unknown":
      return msg("The passkey or security key could not be used. Nothing has changed; try again, or use another one.");
    default:
      return assertNever(problem);
  }
}
