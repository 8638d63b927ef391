/** Whether nobody can see the page at the moment. */
export function isPageHidden(): boolean {
  return document.visibilityState === "hidden";
}

/** Tells when the page is seen again, until the signal aborts. */
export function onPageShown(listener: () => void, signal: AbortSignal): void {
  document.addEventListener("visibilitychange", () => isPageHidden() || listener(), { signal });
}
