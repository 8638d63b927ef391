import { availableParallelism } from "node:os";
import { hash, hashRaw, verify } from "@node-rs/argon2";
import { derivePbkdf2, matchesPbkdf2, pbkdf2Parts } from "../store/pbkdf2-hash.ts";
import { BusyError } from "./busy-error.ts";

/** How many threads Node has for such work (libuv's `UV_THREADPOOL_SIZE`); one is left for files and host names. */
const threads = Math.max(1, Number(process.env.UV_THREADPOOL_SIZE ?? 4) || 4);
const mostAtOnce = Math.max(1, Math.min(availableParallelism(), threads - 1));
const mostWaiting = 100;

/** What takes time; tests count it. */
const realWork = { argon2: (hashed: string, password: string) => verify(hashed, password), pbkdf2: derivePbkdf2 };

/**
 * Checks passwords, in threads beside the one that answers requests. Who has no password (or does not exist) is checked against a decoy, so
 * that the time taken tells nothing. Each check takes 19 MiB and a core for a while, so only so many run at once, and only so many wait.
 */
export class PasswordVerifier {
  #decoy: Promise<string> | undefined;
  #underWay = 0;
  readonly #waiting: (() => void)[] = [];
  readonly #slowest: () => number;
  readonly #work: typeof realWork;

  /** @param slowest the most iterations that a hash in Django's writing has, among those that are kept */
  constructor(slowest: () => number = () => 0, work = realWork) {
    this.#slowest = slowest;
    this.#work = work;
  }

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
    return this.#inTurn(() => this.#matches(kept, password));
  }

  /**
   * The same for somebody who wants to sign in. What is refused costs one Argon2id and the iterations of the slowest hash that came with a
   * file, whatever is kept for the account: the time tells neither whether there is one nor where it came from, nor that the password of an
   * account that lets nobody in was right. What lets somebody in needs no more.
   *
   * @param mayEnter whether the account lets in who knows its password; asked once that is known
   * @throws BusyError when too many wait already
   */
  attempt(kept: string | null, password: string, mayEnter: () => boolean = () => true): Promise<boolean> {
    return this.#inTurn(async () => {
      if ((await this.#matches(kept, password)) && mayEnter()) return true;
      const done = kept === null ? undefined : pbkdf2Parts(kept)?.iterations;
      if (done !== undefined) await this.#work.argon2(await this.#decoyHash(), password);
      const left = this.#slowest() - (done ?? 0);
      if (left > 0) await this.#work.pbkdf2(password, "decoy", left, 32);
      return false;
    });
  }

  async #matches(kept: string | null, password: string): Promise<boolean> {
    const parts = kept === null ? undefined : pbkdf2Parts(kept);
    if (parts) return matchesPbkdf2(parts, password, this.#work.pbkdf2);
    const matches = await this.#work.argon2(kept ?? (await this.#decoyHash()), password);
    return kept !== null && matches;
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
