import { counted, sentence } from "../../../protocol/locales/words.ts";
import { rejected, type Rejected } from "../../engine/stage-handler.ts";

/** What a code may have been meant to be: one of an app, of a list of recovery codes, one that was sent, or one whose time is over. */
export type CodeKind = "app" | "list" | "sent" | "over";

const sentences: Readonly<Record<CodeKind, string>> = {
  app: sentence("This code is not right. Check that the clock of your device is right, then use the newest code."),
  list: sentence("This recovery code is not right, or was used before. Try another one."),
  sent: sentence("This code is not right. Use the one from the newest message, or have another one sent."),
  over: sentence("This code can no longer be used. Have another one sent."),
};

/** Says that a code is wrong, and what to do about it, by what it can have been meant to be. @param wait in milliseconds, until the next one is looked at */
export function wrongCode(kinds: ReadonlySet<CodeKind>, wait = 0): Rejected {
  const [only, ...others] = kinds;
  const isOne = only !== undefined && others.length === 0;
  const string = isOne ? sentences[only] : sentence("This code is not right. Check it, or choose another way.");
  const errors = [{ string, code: "invalid" }];
  if (wait >= worthTelling) errors.push({ string: waitText(wait), code: "invalid" });
  return { kind: "invalid", errors: { code: errors } };
}

/** Milliseconds that are over before anybody has the next code. */
const worthTelling = 4000;

function waitText(wait: number): string {
  const seconds = Math.ceil(wait / 1000);
  if (seconds < 120)
    return counted(
      "{0, plural, one {Wait # second before you try again.} other {Wait # seconds before you try again.}}",
      seconds,
    );
  return counted(
    "{0, plural, one {Too many wrong codes. Please try again after # minute.} other {Too many wrong codes. Please try again after # minutes.}}",
    Math.ceil(seconds / 60),
  );
}

/** Says of a code for setting up a device that it is wrong. */
export function wrongSetupCode(kind: "app" | "sent"): string {
  return sentences[kind];
}

/** DRF's code for an answer that came too soon. */
const tooSoonCode = "throttled";

/** Says that a code came too soon after a wrong one, so that nobody has looked at it. @param wait in milliseconds */
export function tooSoon(wait: number): Rejected {
  const seconds = Math.max(1, Math.ceil(wait / 1000));
  const string =
    seconds < 120
      ? counted(
          "{0, plural, one {That was too soon after a wrong code. Try again in # second.} other {That was too soon after a wrong code. Try again in # seconds.}}",
          seconds,
        )
      : counted(
          "{0, plural, one {That was too soon after a wrong code. Try again in # minute.} other {That was too soon after a wrong code. Try again in # minutes.}}",
          Math.ceil(seconds / 60),
        );
  return rejected(string, "code", tooSoonCode);
}

/** Says that no codes are looked at for a while. @param string says for how long */
export function held(string: string): Rejected {
  return rejected(string, "code", tooSoonCode);
}

/** Whether nobody has looked at the answer. */
export function isUnseen({ errors }: Rejected): boolean {
  return Object.values(errors).some((list) => list.some(({ code }) => code === tooSoonCode));
}
