import { randomInt } from "node:crypto";
import { join } from "node:path";
import { seedBlueprints } from "../engine/blueprint/seed-blueprints.ts";
import type { Seed } from "../http/extension.ts";
import { endOtherAccess } from "../store/end-access.ts";
import { hashPassword, isPassword } from "../store/password-hash.ts";
import type { Store } from "../store/store.ts";

/** The accounts the demonstration comes with. */
export const demoAccounts = ["user", "admin"] as const;

/**
 * Brings flows into the store, those and the accounts of the demonstration among them.
 *
 * @param seed with the folder of the server's blueprints; those of the demonstration are in its folder `demo`
 * @param chosen the accounts' password, if somebody chose one; it replaces the one they have
 * @returns the password that was made up because these accounts are new and nobody chose one
 */
export function seedDemo({ store, models, folder }: Seed, chosen: string | undefined): string | undefined {
  const isFirst = demoAccounts.every((name) => store.users.findByUsername(name) === undefined);
  const password = chosen ?? readablePassword();
  seedBlueprints([folder, join(folder, "demo")], {
    store,
    models,
    context: { demo_password: password },
    now: Date.now(),
  });
  if (chosen !== undefined) settlePassword(store, chosen);
  return isFirst && chosen === undefined ? password : undefined;
}

/** Gives the demonstration's accounts the chosen password, where it is not theirs already. */
function settlePassword(store: Store, chosen: string): void {
  for (const name of demoAccounts) {
    const user = store.users.findByUsername(name);
    if (!user || isPassword(store.users.passwordHash(user.pk), chosen)) continue;
    store.users.setPasswordHash(user.pk, hashPassword(chosen));
    endOtherAccess(store, user.pk);
  }
}

const onsets = "bdfgklmnprstvz";
const vowels = "aeiou";

/** Four pronounceable words of two syllables, about 49 bits: `kolu-vane-tibo-mase`. */
function readablePassword(): string {
  const letter = (letters: string): string => letters.charAt(randomInt(letters.length));
  const syllable = (): string => letter(onsets) + letter(vowels);
  return Array.from({ length: 4 }, () => syllable() + syllable()).join("-");
}
