import { parseUrl } from "../../protocol/parse-url.ts";
import { keep, readKept } from "./storage.ts";

const key = "ak-parent";

/**
 * The origin of the page that has this one in a frame; `undefined` where the browser does not tell. Only pages that the policy allows
 * (`frame-ancestors`) get this far.
 */
export function parentOrigin(): string | undefined {
  // Firefox names no ancestors; there it is who led here first.
  const { ancestorOrigins } = location as { readonly ancestorOrigins?: DOMStringList };
  const origin = ancestorOrigins
    ? ancestorOrigins[0]
    : readKept("sessionStorage", key) || parseUrl(document.referrer)?.origin;
  if (!origin || origin === "null") return undefined;
  if (!ancestorOrigins) keep("sessionStorage", key, origin);
  return origin;
}

export function postToParent(message: unknown, origin: string): void {
  window.parent.postMessage(message, origin);
}

/** Tells how high an element's content is, with its padding, in CSS pixels: now and whenever that changes, until the signal aborts. */
export function watchContentHeight(element: Element, onHeight: (pixels: number) => void, signal: AbortSignal): void {
  let last = 0;
  const parts = (): Element[] => [...element.children, ...(element.shadowRoot?.children ?? [])];
  const observer = new ResizeObserver(() => {
    const boxes = parts()
      .map((child) => child.getBoundingClientRect())
      .filter(({ height }) => height > 0);
    if (boxes.length === 0) return;
    const { paddingTop, paddingBottom } = getComputedStyle(element);
    const content = Math.max(...boxes.map(({ bottom }) => bottom)) - Math.min(...boxes.map(({ top }) => top));
    const height = Math.ceil(content + parseFloat(paddingTop) + parseFloat(paddingBottom));
    if (height === last) return;
    last = height;
    onHeight(height);
  });
  const watchChildren = (): void => {
    observer.disconnect();
    for (const child of [element, ...parts()]) observer.observe(child);
  };
  const changes = new MutationObserver(watchChildren);
  changes.observe(element, { childList: true });
  watchChildren();
  signal.addEventListener("abort", () => {
    observer.disconnect();
    changes.disconnect();
  });
}
