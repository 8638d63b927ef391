import {
  chmodSync,
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  writeSync,
} from "node:fs";
import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { StartupError } from "../../edge/startup-error.ts";

const leastBytes = 32;

/** Reads a key of at least 32 bytes, written in hex or base64; `undefined` where it is none. */
export function parseSecretKey(text: string): Buffer | undefined {
  const written = text.trim();
  const isHex = /^([0-9a-f]{2})+$/i.test(written);
  if (!isHex && !/^[\w+/-]+={0,2}$/.test(written)) return undefined;
  const key = Buffer.from(written, isHex ? "hex" : "base64");
  return key.length >= leastBytes ? key : undefined;
}

/**
 * The key that seals what the database keeps: `secret.key` beside it, readable by its owner only.
 *
 * @param mayCreate whether a missing file is made; never where something was sealed with the one that is missing
 * @throws StartupError when there is no usable key
 */
export function readKeyFile(folder: string, mayCreate: boolean): Buffer {
  const path = join(folder, "secret.key");
  if (!existsSync(path)) {
    if (!mayCreate) {
      const help = "Put the file back from a backup, or give the key in SECRET_KEY.";
      throw new StartupError(`The key ${path}, with which the secrets in the database are sealed, is missing. ${help}`);
    }
    createKeyFile(folder, path);
  }
  try {
    if ((statSync(path).mode & 0o077) !== 0) chmodSync(path, 0o600);
    const key = parseSecretKey(readFileSync(path, "utf8"));
    if (key) return key;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new StartupError(`The key ${path} cannot be read: ${reason}.`, { cause });
  }
  throw new StartupError(`The key ${path} is damaged: it has to be at least 32 bytes in hex or base64.`);
}

/** Written whole and to the disk before it has its name: what is sealed with it would be lost with it. */
function createKeyFile(folder: string, path: string): void {
  const draft = join(folder, `secret.key.${randomBytes(6).toString("hex")}`);
  try {
    const file = openSync(draft, "wx", 0o600);
    try {
      writeSync(file, `${randomBytes(leastBytes).toString("hex")}\n`);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    linkSync(draft, path);
  } catch (cause) {
    // Another process that starts at the same time may have been quicker; its key is as good.
    if (!existsSync(path)) {
      const reason = cause instanceof Error ? cause.message : String(cause);
      throw new StartupError(`The key ${path} cannot be written: ${reason}.`, { cause });
    }
  } finally {
    rmSync(draft, { force: true });
  }
}
