import type { Database } from "./database.ts";
import { SettingStore } from "./setting-store.ts";

/** A message that was not sent; neither its body nor the whole address. */
export interface MailFailure {
  readonly recipient: string;
  /** In words for administrators. */
  readonly reason: string;
  /** Milliseconds since 1970. */
  readonly failed: number;
}

const setting = "mail-failures";
const capacity = 100;
/** Milliseconds; after a week nobody can use the link or the code any more. */
const lifetime = 7 * 86_400_000;

/** The messages that could not be sent lately, for administrators to see. */
export class MailFailureStore {
  readonly #settings: SettingStore;

  constructor(db: Database) {
    this.#settings = new SettingStore(db);
  }

  /** Newest first. */
  list(now: number): MailFailure[] {
    const kept = JSON.parse(this.#settings.get(setting) ?? "[]") as MailFailure[];
    return kept.filter(({ failed }) => failed > now - lifetime);
  }

  add(failure: MailFailure): void {
    const kept = [failure, ...this.list(failure.failed)].slice(0, capacity);
    this.#settings.set(setting, JSON.stringify(kept));
  }
}
