/** The browser's two: for good, or for as long as the tab is there. */
export type Area = "localStorage" | "sessionStorage";

/** What is kept under a key; `""` for nothing, and where storage is denied. */
export function readKept(area: Area, key: string): string {
  try {
    return window[area].getItem(key) ?? "";
  } catch {
    return "";
  }
}

/** Keeps a text, or with `""` nothing; where storage is denied there is nothing kept the next time. */
export function keep(area: Area, key: string, text: string): void {
  try {
    if (text) window[area].setItem(key, text);
    else window[area].removeItem(key);
  } catch {
    // Denied: whoever reads finds nothing.
  }
}
