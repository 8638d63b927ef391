import { createHash, createSign, generateKeyPairSync, type KeyObject, randomBytes } from "node:crypto";
import type { Challenge, Payload } from "../../src/protocol/challenges.ts";

/** Bits of authenticator data, WebAuthn Level 3 §6.1. */
const flags = { present: 1, verified: 4, backupEligible: 8, backedUp: 16, credential: 64 } as const;

export interface PasskeyAnswers {
  /** Somebody touches it; unless given, they do and are recognised. */
  readonly present?: boolean;
  readonly isSynced?: boolean;
}

/** A passkey without a browser, for registrations and assertions that the server checks for real. */
export class TestPasskey {
  /** The credential's id, base64url. */
  readonly id = randomBytes(16).toString("base64url");
  readonly #origin: string;
  readonly #aaguid: string;
  readonly #keys: { publicKey: KeyObject; privateKey: KeyObject } = generateKeyPairSync("ec", { namedCurve: "P-256" });

  constructor(origin = "http://id.example", aaguid = "00000000-0000-0000-0000-000000000000") {
    this.#origin = origin;
    this.#aaguid = aaguid;
  }

  /** As servers keep it (RFC 9052 §7). */
  get publicKey(): Uint8Array {
    const { x = "", y = "" } = this.#keys.publicKey.export({ format: "jwk" });
    return Buffer.concat([
      Buffer.from("a5010203262001215820", "hex"),
      Buffer.from(x, "base64url"),
      Buffer.from("225820", "hex"),
      Buffer.from(y, "base64url"),
    ]);
  }

  /**
   * What a browser answers a step with that asks for a passkey, or offers to make one.
   *
   * @throws {Error} when it does neither
   */
  answer(challenge: Challenge, answers: PasskeyAnswers = {}): Payload {
    const { component } = challenge;
    if (component === "ak-stage-authenticator-webauthn")
      return { response: this.register(challenge.registration, answers) };
    if (component === "ak-stage-authenticator-validate") {
      const asked = challenge.device_challenges.find(({ device_class: kind }) => kind === "webauthn");
      if (asked) return { webauthn: this.authenticate(asked.challenge, answers) };
    }
    if (component === "ak-stage-identification" && challenge.passkey_challenge)
      return { passkey: this.authenticate(challenge.passkey_challenge, answers) };
    throw new Error(`The step ${component} asks for no passkey.`);
  }

  /** What a browser sends for a new passkey. @param options of the challenge */
  register({ challenge, rp }: Record<string, unknown>, answers: PasskeyAnswers = {}): Record<string, unknown> {
    const id = Buffer.from(this.id, "base64url");
    const length = Buffer.from([id.length >> 8, id.length & 255]);
    const aaguid = Buffer.from(this.#aaguid.replaceAll("-", ""), "hex");
    const data = this.#data((rp as { id: string }).id, {
      ...answers,
      credential: [aaguid, length, id, this.publicKey],
    });
    const attestation = Buffer.concat([
      Buffer.from("a363666d74646e6f6e656761747453746d74a068617574684461746159", "hex"),
      Buffer.from([data.length >> 8, data.length & 255]),
      data,
    ]);
    return this.#answer("webauthn.create", challenge, {
      attestationObject: attestation.toString("base64url"),
      transports: ["internal", "hybrid"],
    });
  }

  /** What a browser sends to sign in. @param options of the challenge */
  authenticate({ challenge, rpId }: Record<string, unknown>, answers: PasskeyAnswers = {}): Record<string, unknown> {
    const data = this.#data(rpId as string, answers);
    const client = this.#client("webauthn.get", challenge);
    const signed = Buffer.concat([data, createHash("sha256").update(client).digest()]);
    return this.#answer("webauthn.get", challenge, {
      authenticatorData: data.toString("base64url"),
      signature: createSign("sha256").update(signed).sign(this.#keys.privateKey).toString("base64url"),
    });
  }

  #data(
    relyingParty: string,
    { present = true, isSynced = false, credential = [] }: PasskeyAnswers & { credential?: Uint8Array[] },
  ): Buffer {
    const bits =
      (present ? flags.present | flags.verified : 0) |
      (isSynced ? flags.backupEligible | flags.backedUp : 0) |
      (credential.length > 0 ? flags.credential : 0);
    const hash = createHash("sha256").update(relyingParty).digest();
    return Buffer.concat([hash, Buffer.from([bits, 0, 0, 0, 0]), ...credential]);
  }

  #client(type: string, challenge: unknown): string {
    return JSON.stringify({ type, challenge, origin: this.#origin, crossOrigin: false });
  }

  #answer(type: string, challenge: unknown, response: Record<string, unknown>): Record<string, unknown> {
    const clientDataJSON = Buffer.from(this.#client(type, challenge)).toString("base64url");
    const { id } = this;
    return { id, rawId: id, type: "public-key", clientExtensionResults: {}, response: { ...response, clientDataJSON } };
  }
}
