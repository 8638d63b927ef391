/** The key under which authentik keeps the name too, so that people keep it when a site changes its interface. */
const key = "authentik-remember-me-user";

/** The user name that this browser remembers, or `""`; storage may be denied. */
export function rememberedAccount(): string {
  try {
    return localStorage.getItem(key) ?? "";
  } catch {
    return ""; // Storage is denied: there is nothing to remember with.
  }
}

/** Remembers a user name in this browser; `""` forgets. */
export function rememberAccount(name: string): void {
  try {
    if (name) localStorage.setItem(key, name);
    else localStorage.removeItem(key);
  } catch {
    // Storage is denied: the person types the name next time.
  }
}
