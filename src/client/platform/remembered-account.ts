import { keep, readKept } from "./storage.ts";

/** The key under which authentik keeps the name too, so that people keep it when a site changes its interface. */
const key = "authentik-remember-me-user";

/** The user name that this browser remembers, or `""`. */
export function rememberedAccount(): string {
  return readKept("localStorage", key);
}

/** Remembers a user name in this browser; `""` forgets. */
export function rememberAccount(name: string): void {
  keep("localStorage", key, name);
}
