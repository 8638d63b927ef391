/** Whether the page is dark: as it was told to be, else as the person likes it. */
export function isDark(): boolean {
  const { theme } = document.documentElement.dataset;
  return theme ? theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
}

/** Which way the page is read. */
export function pageDirection(): "ltr" | "rtl" {
  return getComputedStyle(document.documentElement).direction === "rtl" ? "rtl" : "ltr";
}

/** The language of the page (BCP 47). */
export function pageLanguage(): string {
  return document.documentElement.lang || navigator.language;
}
