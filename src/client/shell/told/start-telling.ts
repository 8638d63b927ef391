import type { ServerMessage } from "../../../protocol/host-config.ts";
import { watchPolicyViolations } from "../../platform/policy-violations.ts";
import { shareSignIns } from "../../platform/sign-in-news.ts";
import { fetchSignedInName } from "../../flow/fetch-signed-in-name.ts";
import type { FlowExecutor } from "../flow-executor.ts";
import { shownChallenge } from "../shown-challenge.ts";
import { signingIn } from "../tabs/signing-in.ts";
import { bringBackText } from "./bring-back-text.ts";
import { type PageNews, pageNewsText } from "./page-news-text.ts";
import { sumUpErrors } from "./sum-up-errors.ts";

/** Tells people what happens on the page beside the flow's requests: silence is a defect. `ARCHITECTURE.md` has the table. */
export function startTelling(executor: FlowExecutor, signal: AbortSignal): void {
  const tell = (level: ServerMessage["level"], news: PageNews): void =>
    void executor.showMessage({ level, message: pageNewsText(news) });

  watchPolicyViolations((host) => tell("error", { code: "forbidden", host }), signal);
  sumUpErrors(executor, signal);
  bringBackText(executor, () => tell("info", { code: "text-is-back" }), signal);

  const onSignIn = async (): Promise<void> => {
    if (!signingIn.has(shownChallenge(executor)?.component ?? "")) return;
    const name = await fetchSignedInName(executor.api, signal);
    if (name) tell("warning", { code: "signed-in-elsewhere", name });
  };
  const tellTabs = shareSignIns(() => void onSignIn(), signal);
  executor.addEventListener("ak-flow-before-leave", tellTabs, { signal });
}
