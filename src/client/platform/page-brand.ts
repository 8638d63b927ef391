import { readKept } from "./storage.ts";

/** Adds a brand's own rules to the page. Constructed, because no policy forbids that; in no layer, so that they win over ours. */
export function addPageStyles(css: string): CSSStyleSheet {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  document.adoptedStyleSheets.push(sheet);
  return sheet;
}

/** Sets the picture by which tabs are told apart. */
export function setPageIcon(url: string): void {
  const known = document.querySelector<HTMLLinkElement>("link[rel~=icon]");
  const link = known ?? document.createElement("link");
  link.rel = "icon";
  link.href = url;
  if (!known) document.head.append(link);
}

/** Sets the colours of the page, unless the person has chosen: in the address, or before. */
export function setPageTheme(theme: "light" | "dark"): void {
  const chosen = new URLSearchParams(location.search).get("theme") ?? readKept("localStorage", "theme");
  if (!["auto", "light", "dark"].includes(chosen)) document.documentElement.dataset["theme"] = theme;
}

/** Has the page say which colours it has, and follow the system in that, unless it has been told some; until the signal aborts. */
export function followSystemTheme(signal: AbortSignal): void {
  const { dataset } = document.documentElement;
  if (dataset["theme"]) return;
  const system = matchMedia("(prefers-color-scheme: dark)");
  const follow = (): void => {
    dataset["theme"] = system.matches ? "dark" : "light";
  };
  follow();
  system.addEventListener("change", follow, { signal });
}

/** Calls back whenever the page may have become light or dark, until the signal aborts. */
export function watchDarkness(onChange: () => void, signal: AbortSignal): void {
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", onChange, { signal });
  const observer = new MutationObserver(onChange);
  observer.observe(document.documentElement, { attributeFilter: ["data-theme"] });
  signal.addEventListener("abort", () => observer.disconnect(), { once: true });
}
