import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from "node:crypto";

/** What was sealed cannot be opened: it was made with another key or for another purpose, or has been changed. */
export class VaultError extends Error {
  override readonly name = "VaultError";
}

/** Bytes of a nonce and of a tag, as NIST SP 800-38D recommends for AES-GCM. */
const nonceLength = 12;
const tagLength = 16;
/** Names the format of what is sealed, so that a later one can be told from it. */
const version = "v1";

/**
 * Seals secrets for the database with a key that is not in it. Every purpose has a key of its own (HKDF-SHA-256, RFC 5869), so that what
 * was sealed for one cannot be passed off as another's.
 *
 * Format: `v1.` and in base64url nonce, AES-256-GCM ciphertext and tag.
 */
export class Vault {
  readonly #secret: Buffer;
  readonly #keys = new Map<string, Buffer>();

  /** @param secret at least 32 bytes that nobody can guess */
  constructor(secret: Uint8Array) {
    this.#secret = Buffer.from(secret);
  }

  /** The purpose's own key of 32 bytes. */
  key(purpose: string): Buffer {
    const known = this.#keys.get(purpose);
    if (known) return known;
    const key = Buffer.from(hkdfSync("sha256", this.#secret, "", `flow/${purpose}`, 32));
    this.#keys.set(purpose, key);
    return key;
  }

  seal(purpose: string, text: string): string {
    const nonce = randomBytes(nonceLength);
    const cipher = createCipheriv("aes-256-gcm", this.key(`seal/${purpose}`), nonce);
    const sealed = Buffer.concat([nonce, cipher.update(text, "utf8"), cipher.final(), cipher.getAuthTag()]);
    return `${version}.${sealed.toString("base64url")}`;
  }

  /** @throws VaultError when this vault has not sealed it for this purpose */
  open(purpose: string, sealed: string): string {
    const [name, body = "", ...rest] = sealed.split(".");
    const bytes = Buffer.from(body, "base64url");
    if (name !== version || rest.length > 0 || bytes.length < nonceLength + tagLength) {
      throw new VaultError(`What is kept for ${purpose} is not sealed.`);
    }
    const nonce = bytes.subarray(0, nonceLength);
    const decipher = createDecipheriv("aes-256-gcm", this.key(`seal/${purpose}`), nonce, { authTagLength: tagLength });
    decipher.setAuthTag(bytes.subarray(-tagLength));
    try {
      const text = decipher.update(bytes.subarray(nonceLength, -tagLength));
      return Buffer.concat([text, decipher.final()]).toString("utf8");
    } catch (cause) {
      throw new VaultError(`What is kept for ${purpose} cannot be opened with this key.`, { cause });
    }
  }

  /** What was sealed, or `undefined` where {@link open} throws: whoever reads it says what that means. */
  read(purpose: string, sealed: string): string | undefined {
    try {
      return this.open(purpose, sealed);
    } catch (error) {
      if (error instanceof VaultError) return undefined;
      throw error;
    }
  }

  /** A keyed hash (HMAC-SHA-256, RFC 2104, in base64url): equal texts can be told, guesses cannot be tried without the key. */
  mac(purpose: string, text: string): string {
    return createHmac("sha256", this.key(`mac/${purpose}`))
      .update(text)
      .digest("base64url");
  }
}
