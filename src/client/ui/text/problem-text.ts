import { msg } from "@lit/localize";
import type { FlowProblem, ProblemCode } from "../../flow/flow-problem.ts";
import type * as RareText from "./rare-problem-text.ts";

// One for the page, as the words are.
let rare: typeof RareText | undefined;

/**
 * Loads the words for a problem that only a server that can be reached brings about: they need not be in the first form.
 *
 * @returns `undefined` where there is nothing to wait for; otherwise settles in any case: without them it is a problem of the server's
 */
export function loadProblemText({ code, retryAfter }: FlowProblem): Promise<void> | undefined {
  return rare || (commonText(code, "") && !retryAfter) ? undefined : load();
}

async function load(): Promise<void> {
  try {
    rare = await import("./rare-problem-text.ts");
  } catch (cause) {
    console.warn(cause);
  }
}

/**
 * What happened, whether anything is lost, and what to do now.
 *
 * @param seconds how long to wait before the next try, as far as it is known
 * @param typed there is a form, and what was typed into it is still there
 */
export function problemText(problem: FlowProblem, seconds: number, typed: boolean): string {
  const soon = (seconds > 1 && rare?.waitText(seconds)) || msg("Try again in a moment.");
  const { code } = problem;
  const [what, now] = commonText(code, soon) ??
    rare?.rareProblemText(problem, code as RareText.RareCode, soon) ?? [msg("The server has a problem."), soon];
  // After an error of the executor it may be another step that is asked now.
  return [what, typed && code !== "flow-error" && msg("What you typed is kept."), now].filter(Boolean).join(" ");
}

function commonText(code: ProblemCode, soon: string): [what: string, now: string] | undefined {
  switch (code) {
    case "offline":
      return [msg("You are offline."), msg("Connect to the internet, then try again.")];
    case "unreachable":
      return [msg("The server cannot be reached."), soon];
    case "timeout":
      return [msg("The server did not answer in time."), soon];
    case "unavailable":
      return [msg("The server has a problem."), soon];
    case "unexpected":
      return [msg("This page has a problem."), msg("Try again, or reload the page.")];
    case "stage-missing":
      return [msg("The next step could not be loaded."), msg("Check your connection, then reload the page.")];
    default:
      code satisfies RareText.RareCode;
      return undefined;
  }
}
