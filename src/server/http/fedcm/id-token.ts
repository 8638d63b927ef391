import { createHash, generateKeyPairSync, type webcrypto } from "node:crypto";
import { sign } from "hono/jwt";
import type { JWTPayload } from "hono/utils/jwt/types";
import type { Store } from "../../store/store.ts";

type Jwk = webcrypto.JsonWebKey & { readonly kid: string; readonly alg: "ES256" };

const setting = "id-token-key";

/** Signs identities for other sites (ES256, RFC 7518), with a key that is made when it is first needed and kept sealed. */
export class IdTokens {
  readonly #store: Store;
  #key: Jwk | undefined;

  constructor(store: Store) {
    this.#store = store;
  }

  sign(claims: JWTPayload): Promise<string> {
    return sign(claims, this.#privateKey(), "ES256");
  }

  /** What others check signatures with (RFC 7517). */
  publicKeys(): { readonly keys: readonly object[] } {
    const { kty, crv, x, y, kid, alg } = this.#privateKey();
    return { keys: [{ kty, crv, x, y, kid, alg, use: "sig" }] };
  }

  #privateKey(): Jwk {
    return (this.#key ??= this.#kept() ?? this.#make());
  }

  #kept(): Jwk | undefined {
    const { settings, database } = this.#store;
    const sealed = settings.get(setting);
    return sealed === undefined ? undefined : (JSON.parse(database.vault.open("settings", sealed)) as Jwk);
  }

  #make(): Jwk {
    const { settings, database } = this.#store;
    const jwk = generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey.export({ format: "jwk" });
    // RFC 7638.
    const { crv, kty, x, y } = jwk;
    const kid = createHash("sha256").update(JSON.stringify({ crv, kty, x, y })).digest("base64url");
    const key: Jwk = { ...(jwk as webcrypto.JsonWebKey), kid, alg: "ES256" };
    settings.set(setting, database.vault.seal("settings", JSON.stringify(key)));
    return key;
  }
}
