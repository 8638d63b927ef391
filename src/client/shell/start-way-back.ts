import { msg } from "@lit/localize";
import { accountChange, besideSigningIn } from "../../protocol/beside-signing-in.ts";
import type { Challenge } from "../../protocol/challenges.ts";
import type { HostConfig } from "../../protocol/host-config.ts";
import { readHostConfig } from "../platform/host-config.ts";
import { leaveAccountUrl, signInInsteadUrl } from "../ui/templates/ways-out.ts";
import type { FlowExecutor } from "./flow-executor.ts";
import { shownChallenge } from "./shown-challenge.ts";

interface Way {
  readonly name: string;
  readonly href: string;
  readonly text: string;
}

/** Offers the way back to signing in where a flow is beside it, and out of one that changes one's account, until the signal aborts. */
export function startWayBack(executor: FlowExecutor, flow: HostConfig["flow"], signal: AbortSignal): void {
  const paragraph = document.createElement("p");
  paragraph.className = "ak-links ak-way-back";
  const link = document.createElement("a");
  paragraph.append(link);
  const show = (): void => {
    const way = wayOf(shownChallenge(executor), flow, executor.base);
    const card = executor.querySelector(".ak-card");
    if (!card || !way) return paragraph.remove();
    link.dataset["link"] = way.name;
    link.href = way.href;
    link.textContent = way.text;
    card.append(paragraph);
  };
  show();
  executor.addEventListener("ak-flow-shown", show, { signal });
}

function wayOf(challenge: Challenge | undefined, flow: HostConfig["flow"], base: string): Way | undefined {
  const designation = challenge && "flow_designation" in challenge ? challenge.flow_designation : flow?.designation;
  if (!designation) return undefined;
  if (besideSigningIn.has(designation))
    return { name: "sign-in", href: signInInsteadUrl(base), text: msg("Back to sign in") };
  // What ends has ways out of its own.
  const isOver = challenge?.component === "ak-stage-access-denied" || challenge?.component === "xak-flow-redirect";
  if (designation !== accountChange || isOver || !readHostConfig().account) return undefined;
  return { name: "leave", href: leaveAccountUrl(base), text: msg("Cancel") };
}
