import { availableParallelism } from "node:os";
import { hash, hashRaw, verify } from "@node-rs/argon2";
import { matchesPbkdf2, pbkdf2Parts } from "../store/pbkdf2-hash.ts";
import { BusyError } from "./busy-error.ts";

/** How many threads Node has for such work (libuv's `UV_THREADPOOL_SIZE`); one is left for files and host names. */
const threads = Math.max(1, Number(process.env.UV_THREADPOOL_SIZE ?? 4) || 4);
const mostAtOnce = Math.max(1, Math.min(availableParallelism(), threads - 1));
const mostWaiting = 100;

/**
 * Checks passwords, in threads beside the one that answers requests. Who has no password (or does not exist) is checked against a decoy, so
 * that the time taken tells nothing. Each check takes 19 MiB and a core for a while, so only so many run at once, and only so many wait.
 */
export class PasswordVerifier {
  #decoy: Promise<string> | undefined;
  #underWay = 0;
  readonly #waiting: (() => void)[] = [];

  /**
   * Hashes a password with Argon2id (RFC 9106; 19 MiB, two passes) into a PHC string.
   *
   * @throws BusyError when too many wait already
   */
  hash(password: string): Promise<string> {
    return this.#inTurn(() => hash(password));
  }

  /**
   * What `hashCode` of `store/password-hash.ts` does.
   *
   * @param salt in base64url
   * @throws BusyError when too many wait already
   */
  hashCode(code: string, salt: string): Promise<string> {
    return this.#inTurn(async () =>
      (await hashRaw(code, { salt: Buffer.from(salt, "base64url") })).toString("base64url"),
    );
  }

  /**
   * Whether `password` belongs to the hash that is kept; always false, after the same time, without a hash.
   *
   * @throws BusyError when too many wait already
   */
  verify(kept: string | null, password: string): Promise<boolean> {
    return this.#inTurn(async () => {
      const parts = kept === null ? undefined : pbkdf2Parts(kept);
      if (parts) return matchesPbkdf2(parts, password);
      const matches = await verify(kept ?? (await this.#decoyHash()), password);
      return kept !== null && matches;
    });
  }

  #decoyHash(): Promise<string> {
    this.#decoy ??= hash("decoy");
    return this.#decoy;
  }

  async #inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (this.#underWay >= mostAtOnce) {
      if (this.#waiting.length >= mostWaiting)
        throw new BusyError("Too many passwords are being checked at the moment.");
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    } else this.#underWay++;
    try {
      return await work();
    } finally {
      // Whoever waits takes over the place.
      const next = this.#waiting.shift();
      if (next) next();
      else this.#underWay--;
    }
  }
}
