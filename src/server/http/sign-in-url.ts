import { encodeQueryValue } from "../../protocol/flow-url.ts";

/** Where somebody has to sign in first who wants to see `path`. */
export function signInUrl(path: string): string {
  return `/flows/-/default/authentication/?next=${encodeQueryValue(path)}`;
}
