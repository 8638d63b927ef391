import { Database } from "./database.ts";
import { ObjectStore } from "./object-store.ts";
import { SessionStore } from "./session-store.ts";
import { SettingStore } from "./setting-store.ts";
import { UserStore } from "./user-store.ts";

/** Everything that survives a restart. */
export interface Store {
  readonly database: Database;
  readonly objects: ObjectStore;
  readonly users: UserStore;
  readonly sessions: SessionStore;
  readonly settings: SettingStore;
}

/**
 * Opens the store in a folder, creating both where they are missing.
 *
 * @throws StartupError when the folder or the database cannot be used
 */
export function openStore(folder: string): Store {
  const database = new Database(folder);
  return {
    database,
    objects: new ObjectStore(database),
    users: new UserStore(database),
    sessions: new SessionStore(database),
    settings: new SettingStore(database),
  };
}
