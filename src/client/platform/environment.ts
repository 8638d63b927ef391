/** What a flow needs to know of the page around it. */
export interface EnvironmentListener {
  /** The page came back from the browser's cache: what it shows may be out of date. */
  onReturn(): void;
  /** The page is being left. */
  onLeave(): void;
  /** The network is back. */
  onOnline(): void;
}

/** Tells about the page until the signal aborts. */
export function watchEnvironment(listener: EnvironmentListener, signal: AbortSignal): void {
  addEventListener("pagehide", () => listener.onLeave(), { signal });
  addEventListener("pageshow", (event) => event.persisted && listener.onReturn(), { signal });
  addEventListener("online", () => listener.onOnline(), { signal });
}

/** Whether the browser has a network, as far as it knows. */
export function isOnline(): boolean {
  return navigator.onLine;
}

/** Goes to another page, or hands over to the app that answers to the URL's scheme. The caller has checked that it runs no script. */
export function navigate(url: string): void {
  location.assign(url);
}

/** Loads the page anew. */
export function reloadPage(): void {
  location.reload();
}

/** The page's own query, without `?`. */
export function pageQuery(): string {
  return location.search.slice(1);
}

/** Whether nothing has the focus yet, so that taking it disturbs nobody. */
export function isFocusFree(): boolean {
  return document.activeElement === null || document.activeElement === document.body;
}

/** The page's own path. */
export function pagePath(): string {
  return location.pathname;
}

/** The page's origin, as others see it. */
export function pageOrigin(): string {
  return location.origin;
}
