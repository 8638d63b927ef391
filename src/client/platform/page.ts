import type { FlowInfo } from "../../protocol/challenges.ts";
import type { ServerMessage } from "../../protocol/host-config.ts";
import { isDark } from "./appearance.ts";

/** Sets the document's title: the step first, so that tabs and screen readers say it first. */
export function setTitle(step: string, brand: string): void {
  document.title = [step, brand].filter(Boolean).join(" - ") || document.title;
}

/** Shows the flow's background image. authentik's stock photograph, which it sends when nobody chose one, stays away, and so does an image that is the page of a frame. */
export function showBackground(info: FlowInfo | undefined): void {
  const image = info?.background_themed_urls?.[isDark() ? "dark" : "light"] ?? info?.background;
  if (!image || image.endsWith("/flow_background.jpg") || info?.layout.endsWith("_frame_background")) return;
  document.documentElement.style.setProperty("--ak-background-image", `url(${JSON.stringify(image)})`);
}

/** Hands over messages until the signal aborts: those that came with the page, and those that scripts announce as `ak-message` events. */
export function watchMessages(
  messages: readonly ServerMessage[],
  show: (message: ServerMessage) => void,
  signal: AbortSignal,
): void {
  messages.forEach(show);
  const onMessage = (event: Event): void => {
    if (event instanceof CustomEvent) show(event.detail as ServerMessage);
  };
  addEventListener("ak-message", onMessage, { signal });
}

/** Whether another page has this one in a frame. */
export function isFramed(): boolean {
  return window.parent !== window;
}
