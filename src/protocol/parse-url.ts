/** A URL, or `undefined` for what is none. Browsers have `URL.parse` and `URL.canParse` for it, but not all that are supported. */
export function parseUrl(text: string, base?: string): URL | undefined {
  try {
    return new URL(text, base);
  } catch {
    return undefined;
  }
}
