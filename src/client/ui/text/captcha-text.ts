import { msg, str } from "@lit/localize";
import { assertNever } from "../../../protocol/assert-never.ts";
import type { CaptchaFault } from "../../../protocol/captcha-frame.ts";
import { forbiddenFrameText } from "./forbidden-frame-text.ts";

/** Why a captcha does not get done. */
export type CaptchaTrouble = CaptchaFault | "forbidden" | "late" | "closed";

/** What happened, whether anything is lost, and what to do now. @param detail the vendor's own word, or `""` */
export function captchaTrouble(trouble: CaptchaTrouble, detail: string): string {
  switch (trouble) {
    case "blocked":
      return msg(
        str`The check cannot be loaded from ${detail}. A blocker in the browser or something in the network may be in the way. Nothing is lost.`,
      );
    case "unknown-vendor":
      return msg("The check is set up in a way that this page does not know. Your administrator can help.");
    case "vendor":
      return detail
        ? msg(str`The check does not work and reports “${detail}”. Nothing is lost; load it again.`)
        : msg("The check does not work. Nothing is lost; load it again.");
    case "forbidden":
      return forbiddenFrameText();
    case "late":
      return msg("The check takes too long. Nothing is lost; load it again.");
    case "closed":
      return msg("The check was closed before it was done. Load it again when you are ready.");
    default:
      return assertNever(trouble);
  }
}
