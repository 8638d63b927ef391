import { encodeQueryValue } from "../../protocol/flow-url.ts";
import type { Flow } from "./models/flow-model.ts";

/** Where somebody has to sign in first who wants to see `path`. */
export function signInUrl(path: string): string {
  return `/flows/-/default/authentication/?next=${encodeQueryValue(path)}`;
}

/** Where somebody signs in who is then led to the flow's page. @param query of the page, without `?` */
export function signInForFlow({ slug }: Pick<Flow, "slug">, query: string): string {
  return signInUrl(`/if/flow/${slug}/${query && `?${query}`}`);
}
