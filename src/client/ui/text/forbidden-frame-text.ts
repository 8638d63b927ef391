import { msg } from "@lit/localize";

/** What a person is told of a frame that the page's own policy keeps from loading. */
export function forbiddenFrameText(): string {
  return msg("The rules of this page do not let this step be loaded. Your administrator can help. Nothing is lost.");
}
