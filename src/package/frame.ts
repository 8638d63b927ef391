/** `flow-interface/frame`: for pages that have a flow's page in an `<iframe>`. Defines nothing and loads nothing. */
import { type FlowMessage, readFlowMessage } from "../protocol/flow-message.ts";

export type { FlowMessage };

/**
 * Listens to the page in a frame: to that frame alone, and only while it shows a page of the origin that its `src` names.
 *
 * @returns ends it
 */
export function watchFlow(frame: HTMLIFrameElement, onMessage: (message: FlowMessage) => void): () => void {
  const listen = ({ source, origin, data }: MessageEvent<unknown>): void => {
    if (source !== frame.contentWindow || origin !== new URL(frame.src, document.baseURI).origin) return;
    const message = readFlowMessage(data);
    if (message) onMessage(message);
  };
  addEventListener("message", listen);
  return () => removeEventListener("message", listen);
}
