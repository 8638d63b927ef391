const key = "flow-known-accounts";
/** More would be no choice any more. */
const most = 5;

/** The user names that people have had remembered in this browser, the latest first. */
export function knownAccounts(): readonly string[] {
  try {
    const names: unknown = JSON.parse(localStorage.getItem(key) ?? "[]");
    return Array.isArray(names) ? names.filter((name): name is string => typeof name === "string" && name !== "") : [];
  } catch {
    return []; // Storage is denied, or holds something else.
  }
}

/** Puts a name in front of the others. */
export function addKnownAccount(name: string): void {
  keep([name, ...knownAccounts().filter((known) => known !== name)].slice(0, most));
}

export function removeKnownAccount(name: string): void {
  keep(knownAccounts().filter((known) => known !== name));
}

/** Forgets them all. */
export function clearKnownAccounts(): void {
  keep([]);
}

function keep(names: readonly string[]): void {
  try {
    if (names.length > 0) localStorage.setItem(key, JSON.stringify(names));
    else localStorage.removeItem(key);
  } catch {
    // Storage is denied: there is no choice next time.
  }
}
