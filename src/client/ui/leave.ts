import { redirectTarget } from "../../protocol/next-url.ts";
import { FlowBeforeLeaveEvent } from "./events.ts";

/**
 * Leads out of the flow by other means than a redirect: fires the leaving event, and goes only if the page around does not take over.
 *
 * @param to where it leads; an address that could run script is never opened
 * @returns whether the address can be opened at all
 */
export function leave(stage: HTMLElement, to: string, go: () => void): boolean {
  const target = redirectTarget(to, stage.baseURI);
  if (target.kind !== "page") return false;
  if (stage.dispatchEvent(new FlowBeforeLeaveEvent(target.url.href))) go();
  return true;
}
