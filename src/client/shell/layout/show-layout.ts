import { msg } from "@lit/localize";
import type { FlowInfo } from "../../../protocol/challenges.ts";
import { redirectTarget } from "../../../protocol/next-url.ts";
import type { FlowExecutor } from "../flow-executor.ts";
import { layoutStyles } from "./layout.styles.ts";

/** Puts the card beside the flow's background rather than before it, on pages that are wide enough; see `layout.styles.ts`. */
export function showLayout(executor: FlowExecutor, { layout, background }: Partial<FlowInfo>): void {
  layoutStyles(executor);
  executor.dataset["layout"] = layout;
  const wanted = layout?.endsWith("_frame_background") ? redirectTarget(background ?? "", document.baseURI) : undefined;
  const address = wanted?.kind === "page" ? wanted.url.href : undefined;
  const frame = executor.querySelector<HTMLIFrameElement>(":scope > .ak-background-frame");
  if (frame?.src === address) return;
  frame?.remove();
  if (address) executor.append(backgroundFrame(address));
}

/** A page of the administrator's, of which this one learns nothing. Loaded only where it shows. */
function backgroundFrame(address: string): HTMLIFrameElement {
  const frame = document.createElement("iframe");
  frame.className = "ak-background-frame";
  frame.name = "flow-content-frame"; // As in authentik, for links that open in it.
  frame.title = msg("Background");
  frame.loading = "lazy";
  frame.setAttribute("sandbox", "allow-scripts allow-forms allow-popups allow-popups-to-escape-sandbox");
  frame.src = address;
  return frame;
}
