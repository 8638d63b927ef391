import { msg } from "@lit/localize";
import type { HostConfig } from "../../../protocol/host-config.ts";
import { pageQuery } from "../../platform/environment.ts";
import type { FlowExecutor } from "../flow-executor.ts";
import { shownChallenge } from "../shown-challenge.ts";

/** Flows that people begin who may after all want to sign in. */
const besideSigningIn: ReadonlySet<string> = new Set(["enrollment", "recovery"]);

/** Offers the way back to signing in, in flows for people who have no account yet or have forgotten their password. */
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
    link.href = signInAddress(executor.apiBase.replace(/\/*$/, "/"));
    link.textContent = msg("Back to sign in");
    card.append(paragraph);
  };
  show();
  executor.addEventListener("ak-flow-shown", show, { signal });
}

/** Signing in leads to where this flow would have led. */
function signInAddress(base: string): string {
  const next = new URLSearchParams(pageQuery()).get("next");
  return `${base}flows/-/default/authentication/${next ? `?next=${encodeURIComponent(next)}` : ""}`;
}
