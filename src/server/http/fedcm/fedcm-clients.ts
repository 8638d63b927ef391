import { originSetting } from "../../../edge/settings.ts";
import { StartupError } from "../../../edge/startup-error.ts";

/** Sites that may ask for an identity by the browser (FedCM), by the ids of their clients. */
export type FedcmClients = ReadonlyMap<string, ReadonlySet<string>>;

/** The client of pages of this server, to try it out. */
export const ownClient = "flow-demo";

/**
 * Reads `FEDCM`: `true` for the client of our own pages alone, or clients with the origins that they ask from. @throws StartupError
 *
 * @returns `undefined` where it is off
 */
export function fedcmSetting(entries: readonly string[]): FedcmClients | undefined {
  if (entries.length === 0 || (entries.length === 1 && entries[0] === "false")) return undefined;
  const clients = new Map<string, Set<string>>();
  for (const entry of entries) {
    if (entry === "true") continue;
    const [, id = "", origin = ""] = /^([\w.-]{1,100})=(.+)$/.exec(entry) ?? [];
    if (id === "" || id === ownClient) {
      throw new StartupError(
        `FEDCM has to be true, or name clients such as shop=https://shop.example, not "${entry}".`,
      );
    }
    clients.set(id, (clients.get(id) ?? new Set()).add(originSetting("FEDCM", origin)));
  }
  return clients;
}

/** Whether a client is known, and asks from an origin that is its own. */
export function isClient(clients: FedcmClients, id: string, origin: string | undefined, ownOrigin: string): boolean {
  if (origin === undefined) return false;
  return id === ownClient ? origin === ownOrigin : (clients.get(id)?.has(origin) ?? false);
}
