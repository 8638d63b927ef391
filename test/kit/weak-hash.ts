import { hashSync } from "@node-rs/argon2";

/**
 * A password's hash, as weak as the library lets it be: accounts of tests are no secret, and to check one at full strength takes more than the
 * rest of a request.
 */
export function weakHash(password: string): string {
  return hashSync(password, { memoryCost: 8, timeCost: 1, parallelism: 1 });
}
