import { keep, readKept } from "./storage.ts";

const key = "flow-known-accounts";
/** More would be no choice any more. */
const maxAccounts = 5;

/** The user names that people have had remembered in this browser, the latest first. */
export function knownAccounts(): readonly string[] {
  try {
    const names: unknown = JSON.parse(readKept("localStorage", key));
    return Array.isArray(names) ? names.filter((name): name is string => typeof name === "string" && name !== "") : [];
  } catch {
    return []; // Nothing is there, or something else.
  }
}

/** Puts a name in front of the others. */
export function addKnownAccount(name: string): void {
  keepNames([name, ...knownAccounts().filter((known) => known !== name)].slice(0, maxAccounts));
}

export function removeKnownAccount(name: string): void {
  keepNames(knownAccounts().filter((known) => known !== name));
}

/** Forgets them all. */
export function clearKnownAccounts(): void {
  keepNames([]);
}

function keepNames(names: readonly string[]): void {
  keep("localStorage", key, names.length > 0 ? JSON.stringify(names) : "");
}
