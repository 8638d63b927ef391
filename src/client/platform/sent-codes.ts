import { keep, readKept } from "./storage.ts";

/** Milliseconds after which a code that was sent is of no use any more. */
const lifetime = 300_000;

/**
 * Remembers in this tab that a code has been sent, so that loading the page again sends no other one.
 *
 * @param device unique within the page's flow
 */
export function noteSentCode(device: string): void {
  keep("sessionStorage", keyOf(device), String(Date.now()));
}

/** Milliseconds since a code was sent to the device, or `undefined` if none was, or one too old to be of use. */
export function sinceSentCode(device: string): number | undefined {
  const since = Date.now() - Number(readKept("sessionStorage", keyOf(device)));
  return since >= 0 && since < lifetime ? since : undefined;
}

/** The code has been used, or was not sent after all. */
export function forgetSentCode(device: string): void {
  keep("sessionStorage", keyOf(device), "");
}

/** Each flow has a path of its own. */
function keyOf(device: string): string {
  return `flow-sent-code ${location.pathname} ${device}`;
}
