import { ConsentStore } from "./consent-store.ts";
import { CounterStore } from "./counter-store.ts";
import { Database } from "./database.ts";
import { DeviceStore } from "./device-store.ts";
import { FlowTokenStore } from "./flow-token-store.ts";
import { normaliseNames } from "./normalise-names.ts";
import { MailFailureStore } from "./mail-failure-store.ts";
import { ObjectStore } from "./object-store.ts";
import { OutboxStore } from "./outbox-store.ts";
import { PendingAccountStore } from "./pending-account-store.ts";
import { ReputationStore } from "./reputation-store.ts";
import { SessionStore } from "./session-store.ts";
import { SettingStore } from "./setting-store.ts";
import { SourceConnectionStore } from "./source-connection-store.ts";
import { UserStore } from "./user-store.ts";
import type { Vault } from "./vault.ts";

/** Everything that survives a restart. */
export interface Store {
  readonly database: Database;
  /** Seals secrets with a key that is not in the database. */
  readonly vault: Vault;
  readonly objects: ObjectStore;
  readonly users: UserStore;
  readonly sessions: SessionStore;
  readonly settings: SettingStore;
  readonly flowTokens: FlowTokenStore;
  readonly consents: ConsentStore;
  readonly counters: CounterStore;
  readonly devices: DeviceStore;
  readonly mailFailures: MailFailureStore;
  readonly outbox: OutboxStore;
  readonly pendingAccounts: PendingAccountStore;
  readonly sourceConnections: SourceConnectionStore;
  readonly reputation: ReputationStore;
}

/**
 * Opens the store in a folder, creating both where they are missing.
 *
 * @param secretKey at least 32 bytes, in place of the folder's file `secret.key`
 * @throws StartupError when the folder, the database or its key cannot be used
 */
export function openStore(folder: string, secretKey?: Uint8Array): Store {
  const database = new Database(folder, secretKey);
  normaliseNames(database);
  return {
    database,
    vault: database.vault,
    objects: new ObjectStore(database),
    users: new UserStore(database),
    sessions: new SessionStore(database),
    settings: new SettingStore(database),
    flowTokens: new FlowTokenStore(database),
    consents: new ConsentStore(database),
    counters: new CounterStore(database),
    devices: new DeviceStore(database),
    mailFailures: new MailFailureStore(database),
    outbox: new OutboxStore(database),
    pendingAccounts: new PendingAccountStore(database),
    sourceConnections: new SourceConnectionStore(database),
    reputation: new ReputationStore(database),
  };
}
