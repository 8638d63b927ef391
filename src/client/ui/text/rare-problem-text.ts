import { msg, str } from "@lit/localize";
import { assertNever } from "../../../protocol/assert-never.ts";
import type { FlowProblem, ProblemCode } from "../../flow/flow-problem.ts";

/** Problems that only a server that can be reached brings about, so that their words can be had from it. */
export type RareCode = Exclude<
  ProblemCode,
  "offline" | "unreachable" | "timeout" | "unavailable" | "unexpected" | "stage-missing"
>;

/** What happened, and what to do now. @param soon when to try again */
export function rareProblemText(
  { detail, host = "" }: FlowProblem,
  code: RareCode,
  soon: string,
): [what: string, now: string] {
  switch (code) {
    case "rate-limited":
      return [msg("Too many tries in a short time."), soon];
    case "rejected":
      return [msg("The server did not accept the request."), msg("Try again, or reload the page.")];
    case "not-found":
      return [msg("There is nothing at this address."), msg("The link may be out of date.")];
    case "unreadable":
      return [msg("The answer made no sense; something in the network may be in the way."), soon];
    case "flow-error":
      return [detail ? msg(str`The server reports: ${detail}.`) : msg("The server has a problem."), soon];
    case "plan-lost":
      return [
        msg("This starts again: it took too long, or another tab has begun something else."),
        msg("Continue from here."),
      ];
    case "no-cookies":
      return [
        msg("The server has begun anew, as it does when a browser keeps no cookies for this page."),
        msg("Allow cookies for this site in the browser, then try again."),
      ];
    case "no-foreign-cookies":
      return [
        msg("The server has begun anew, as it does when a browser keeps no cookies of other sites."),
        msg("Allow cookies for this site in the browser, or tell whoever runs it, then try again."),
      ];
    case "not-allowed-here":
      return [msg(str`The server at ${host} does not answer this site.`), msg("Tell whoever runs this site.")];
    case "policy-blocked":
      return [msg(str`The rules of this page do not let it reach ${host}.`), msg("Tell whoever runs this site.")];
    case "redirect-loop":
      return [msg("The server sends this page in circles."), soon];
    case "unsafe-redirect":
      return [msg("The server wants to open an address that is not safe. Nothing was opened."), msg("Start over.")];
    default:
      return assertNever(code);
  }
}

/** When to try again, where the server has said it. @param seconds from now */
export function waitText(seconds: number): string {
  // Every language has its own tag for "en": see `tools/words/compile.ts`.
  const wait = new Intl.RelativeTimeFormat(msg("en"));
  return msg(str`Try again ${wait.format(seconds, "second")}.`);
}
