import { keep, readKept } from "./storage.ts";

const key = "flow-kept-text";
/** Milliseconds: long enough to sign in again. */
const lifetime = 600_000;

interface Kept {
  readonly path: string;
  readonly time: number;
  readonly values: Readonly<Record<string, string>>;
}

/** Keeps what was typed on this page, in this tab and for ten minutes, for when the person comes back to it. Never secrets. */
export function keepText(values: Readonly<Record<string, string>>): void {
  keep("sessionStorage", key, JSON.stringify({ path: location.pathname, time: Date.now(), values } satisfies Kept));
}

/** What was kept for this page, once; `undefined` if nothing was. */
export function takeText(): Readonly<Record<string, string>> | undefined {
  const text = readKept("sessionStorage", key);
  if (!text) return undefined;
  const { path, time, values } = JSON.parse(text) as Kept;
  const age = Date.now() - time;
  if (path !== location.pathname && age < lifetime) return undefined; // The page of signing in is on the way.
  keep("sessionStorage", key, "");
  return path === location.pathname && age < lifetime ? values : undefined;
}
