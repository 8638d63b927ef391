import { msg } from "@lit/localize";
import { besideSigningIn } from "../../protocol/beside-signing-in.ts";
import type { HostConfig } from "../../protocol/host-config.ts";
import { signInInsteadUrl } from "../ui/templates/ways-out.ts";
import type { FlowExecutor } from "./flow-executor.ts";
import { shownChallenge } from "./shown-challenge.ts";

/** Offers the way back to signing in where a flow is beside it, until the signal aborts. */
export function startWayBack(executor: FlowExecutor, flow: HostConfig["flow"], signal: AbortSignal): void {
  const paragraph = document.createElement("p");
  paragraph.className = "ak-links ak-way-back";
  const link = document.createElement("a");
  link.dataset["link"] = "sign-in";
  paragraph.append(link);
  const show = (): void => {
    const challenge = shownChallenge(executor);
    const designation = challenge && "flow_designation" in challenge ? challenge.flow_designation : flow?.designation;
    const card = executor.querySelector(".ak-card");
    if (!card || !designation || !besideSigningIn.has(designation)) return paragraph.remove();
    link.href = signInInsteadUrl(executor.base);
    link.textContent = msg("Back to sign in");
    card.append(paragraph);
  };
  show();
  executor.addEventListener("ak-flow-shown", show, { signal });
}
