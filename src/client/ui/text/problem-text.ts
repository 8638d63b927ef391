import { msg, str } from "@lit/localize";
import { assertNever } from "../../../protocol/assert-never.ts";
import type { FlowProblem } from "../../flow/flow-problem.ts";

/**
 * What happened, whether anything is lost, and what to do now.
 *
 * @param seconds how long to wait before the next try, as far as it is known
 * @param typed there is a form, and what was typed into it is still there
 */
export function problemText(problem: FlowProblem, seconds: number, typed: boolean): string {
  const [what, now] = whatAndNow(problem, seconds);
  return [what, typed && msg("What you typed is kept."), now].filter(Boolean).join(" ");
}

function whatAndNow(problem: FlowProblem, seconds: number): [what: string, now: string] {
  // The words for a language are its own name, too: see `tools/words/compile.ts`.
  const wait = new Intl.RelativeTimeFormat(msg("en"));
  const soon = seconds > 1 ? msg(str`Try again ${wait.format(seconds, "second")}.`) : msg("Try again in a moment.");
  switch (problem.code) {
    case "offline":
      return [msg("You are offline."), msg("Connect to the internet, then try again.")];
    case "unreachable":
      return [msg("The server cannot be reached."), soon];
    case "timeout":
      return [msg("The server did not answer in time."), soon];
    case "rate-limited":
      return [msg("Too many tries in a short time."), soon];
    case "unavailable":
      return [msg("The server has a problem."), soon];
    case "rejected":
      return [msg("The server did not accept the request."), msg("Try again, or reload the page.")];
    case "not-found":
      return [msg("There is nothing at this address."), msg("The link may be out of date.")];
    case "unreadable":
      return [msg("The answer made no sense; something in the network may be in the way."), soon];
    case "flow-error":
      return [
        problem.detail ? msg(str`The server reports: ${problem.detail}.`) : msg("The server has a problem."),
        soon,
      ];
    case "plan-lost":
      return [msg("This took too long, so it starts again."), msg("Continue from here.")];
    case "redirect-loop":
      return [msg("The server sends this page in circles."), soon];
    case "unsafe-redirect":
      return [msg("The server wants to open an address that is not safe. Nothing was opened."), msg("Start over.")];
    case "unexpected":
      return [msg("This page has a problem."), msg("Try again, or reload the page.")];
    case "stage-missing":
      return [msg("The next step could not be loaded."), msg("Check your connection, then try again.")];
    default:
      return assertNever(problem.code);
  }
}
