import { setViewport } from "@web/test-runner-commands";

const isWebKit = /AppleWebKit(?!.*Chrome)/.test(navigator.userAgent);

/** Whether the page's size can be changed: by the browser's driver or, in WebKitGTK, whose driver cannot, by the frame that the page is in. */
export const canResize = !isWebKit || window.frameElement !== null;

export async function resize({ width, height }: { readonly width: number; readonly height: number }): Promise<void> {
  if (!isWebKit) return setViewport({ width, height });
  window.frameElement?.setAttribute("width", String(width));
  window.frameElement?.setAttribute("height", String(height));
}
