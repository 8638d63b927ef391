/** The colours that a page can be told to be in; `undefined` leaves it to the person's system. */
export type Theme = "light" | "dark" | undefined;

/** Tells which theme the page has (`data-theme` of its root): at once, and whenever that changes, until the signal aborts. */
export function watchTheme(onTheme: (theme: Theme) => void, signal: AbortSignal): void {
  const root = document.documentElement;
  const tell = (): void => {
    const { theme } = root.dataset;
    onTheme(theme === "light" || theme === "dark" ? theme : undefined);
  };
  const observer = new MutationObserver(tell);
  observer.observe(root, { attributeFilter: ["data-theme"] });
  signal.addEventListener("abort", () => observer.disconnect(), { once: true });
  tell();
}
