import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { demoAccounts } from "../../../../src/server/demo/demo-accounts.ts";
import { Demonstration } from "../../../../src/server/demo/demonstration.ts";
import { createApp } from "../../../../src/server/http/create-app.ts";
import { weakHash } from "../../../kit/weak-hash.ts";

export interface Seed {
  /** With the demonstration, whose accounts have this password. */
  readonly demoPassword: string | undefined;
  readonly secretKey?: Uint8Array | undefined;
}

/** Folders of servers that have started once and stopped, by what they were started with: to seed one takes most of a second. */
const seeded = new Map<string, string>();

/** A folder as a server leaves it that has started once, to be copied. The demonstration's passwords are kept in weak hashes. */
export function seededFolder({ demoPassword, secretKey }: Seed): string {
  const key = JSON.stringify([demoPassword, secretKey && [...secretKey]]);
  const known = seeded.get(key);
  if (known !== undefined) return known;
  const folder = mkdtempSync(join(tmpdir(), "flow-seeded-"));
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  const extension = demoPassword === undefined ? undefined : new Demonstration(demoPassword);
  const app = createApp({ dataDir: folder, extension, secretKey });
  for (const name of demoPassword === undefined ? [] : demoAccounts) {
    const { pk } = app.store.users.findByUsername(name) ?? {};
    if (pk !== undefined) app.store.users.setPasswordHash(pk, weakHash(demoPassword ?? ""));
  }
  app.close();
  seeded.set(key, folder);
  return folder;
}
