import { redirectTarget, safeNextPath } from "../../../protocol/next-url.ts";
import { navigate, pageOrigin } from "../../platform/environment.ts";
import { asOnlyTab, TabChannel } from "../../platform/tab-channel.ts";
import type { FlowBeforeLeaveEvent } from "../../ui/events.ts";
import type { FlowExecutor } from "../flow-executor.ts";
import { shownChallenge } from "../shown-challenge.ts";
import { signingIn } from "./signing-in.ts";

/** Milliseconds in which other tabs answer: they do in one or two, and on a busy machine in fifty. */
const discoveryTimeout = 100;
/** Milliseconds that one other tab may take to leave, and all of them together. */
const exitTimeout = 1000;
const totalTimeout = 3000;

/**
 * When somebody has signed in here, lets the tabs that wait for the same go on too: one after the other, because the server knows one
 * flow a session, and this one last. Nothing waits for long: a tab that does not answer is passed over.
 */
export function startContinuousLogin(executor: FlowExecutor, signal: AbortSignal, go = navigate): void {
  const replies = new Set<string>();
  let onExit: (sender: string) => void = () => undefined;
  let isLeaving = false;
  const tabs = new TabChannel(({ type, sender }) => {
    if (type === "discover" && !isLeaving && destination(executor)) tabs.say("discoverReply", sender);
    else if (type === "discoverReply") replies.add(sender);
    else if (type === "exit") onExit(sender);
    else if (type === "continue") followOn();
  }, signal);

  const followOn = (): void => {
    const to = destination(executor);
    if (isLeaving || to === undefined) return;
    isLeaving = true;
    go(to);
    tabs.say("exit");
  };
  const hasExited = (tab: string): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, exitTimeout);
      onExit = (sender) => {
        if (sender !== tab) return;
        clearTimeout(timer);
        resolve();
      };
    });
  const letOthersGoOn = async (): Promise<void> => {
    const end = Date.now() + totalTimeout;
    replies.clear();
    tabs.say("discover");
    await pause(discoveryTimeout);
    for (const tab of replies) {
      if (Date.now() > end) return;
      const exited = hasExited(tab);
      tabs.say("continue", tab);
      await exited;
    }
  };
  const onLeaving = async (event: FlowBeforeLeaveEvent): Promise<void> => {
    if (event.defaultPrevented || isLeaving || new URL(event.to).origin !== pageOrigin()) return;
    event.preventDefault();
    isLeaving = true;
    try {
      await asOnlyTab("authentik-continuous-login", letOthersGoOn);
    } finally {
      go(event.to);
    }
  };
  executor.addEventListener("ak-flow-before-leave", (event) => void onLeaving(event), { signal });
}

/** Where a tab that waits at a step of signing in goes once somebody has signed in; `undefined` if it has no such place. */
function destination(executor: FlowExecutor): string | undefined {
  const challenge = shownChallenge(executor);
  if (!challenge || !signingIn.has(challenge.component)) return undefined;
  const launch = "application_pre_launch" in challenge ? challenge.application_pre_launch : undefined;
  const target = launch ? redirectTarget(launch, executor.baseURI) : undefined;
  if (target?.kind === "page") return target.url.href;
  const next = new URLSearchParams(executor.query).get("next");
  return next === null ? undefined : safeNextPath(next);
}

function pause(time: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, time));
}
