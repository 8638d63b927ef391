import { randomBytes } from "node:crypto";
import type { Database } from "./database.ts";
import { isJsonObject, type JsonObject, type JsonValue } from "./json-value.ts";
import { keyDigest } from "./key-digest.ts";
import { hashCode, hashPassword } from "./password-hash.ts";
import type { Vault } from "./vault.ts";

const month = 30 * 86_400_000;

/** Models with attributes that are sealed from now on. */
const secretAttributes: readonly (readonly [model: string, attributes: readonly string[]])[] = [
  ["authentik_stages_captcha.captchastage", ["private_key"]],
  ["authentik_sources_oauth.oauthsource", ["consumer_secret"]],
  ["authentik_stages_email.emailstage", ["password"]],
  ["authentik_stages_authenticator_email.authenticatoremailstage", ["password"]],
  ["authentik_stages_authenticator_sms.authenticatorsmsstage", ["auth", "auth_password"]],
];

const schema = `
  ALTER TABLE sessions ADD COLUMN ends INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE sessions ADD COLUMN authenticated INTEGER;
  ALTER TABLE sessions ADD COLUMN used INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE sessions ADD COLUMN user_agent TEXT NOT NULL DEFAULT '';
  ALTER TABLE users ADD COLUMN credential_epoch INTEGER NOT NULL DEFAULT 0;
  CREATE INDEX flow_tokens_by_user ON flow_tokens (user_pk);
`;

/**
 * The migration after which the database holds no secret that its file alone gives away: what can be hashed is hashed, the rest is sealed.
 * Sessions go on, links and codes that people have go on working.
 */
export function sealSecrets(db: Database, vault: Vault): void {
  db.exec(schema);
  new Sealing(db, vault, Date.now()).run();
}

class Sealing {
  readonly #db: Database;
  readonly #vault: Vault;
  readonly #now: number;
  readonly #hashes = new Map<string, JsonObject>();
  readonly #passwordKeys: readonly string[];
  /** Codes on their way to devices, by owner and device; from now on they belong to the sign-ins that asked for them. */
  readonly #sent = new Map<number, JsonObject>();

  constructor(db: Database, vault: Vault, now: number) {
    this.#db = db;
    this.#vault = vault;
    this.#now = now;
    const prompts = db.rows(
      "SELECT data ->> '$.field_key' AS name FROM objects WHERE model = 'authentik_stages_prompt.prompt' AND data ->> '$.type' = 'password'",
    ) as { name: string }[];
    this.#passwordKeys = [...new Set(["password", ...prompts.map(({ name }) => name)])];
  }

  run(): void {
    this.#db.run("DELETE FROM sessions WHERE expires <= ?", this.#now);
    this.#db.run("DELETE FROM flow_tokens WHERE expires <= ?", this.#now);
    this.#devices();
    this.#sessions();
    this.#flowTokens();
    this.#outbox();
    this.#objects();
    this.#cookieKey();
  }

  #devices(): void {
    const rows = this.#db.rows("SELECT pk, user_pk, data FROM devices") as {
      pk: number;
      user_pk: number;
      data: string;
    }[];
    for (const { pk, user_pk: owner, data: text } of rows) {
      const { sent, codes, ...rest } = JSON.parse(text) as JsonObject;
      const kept = isJsonObject(sent) ? this.#sentCode(sent, `device/${pk}`) : undefined;
      if (kept) this.#sent.set(owner, { ...this.#sent.get(owner), [pk]: kept });
      const data = Array.isArray(codes) ? { ...rest, ...hashedCodes(codes.map(String)) } : rest;
      this.#db.run("UPDATE devices SET data = ? WHERE pk = ?", this.#vault.seal("devices", JSON.stringify(data)), pk);
    }
  }

  #sessions(): void {
    const rows = this.#db.rows("SELECT key, user_pk, data, lifetime, created, expires FROM sessions") as {
      key: string;
      user_pk: number | null;
      data: string;
      lifetime: number;
      created: number;
      expires: number;
    }[];
    const sql =
      "UPDATE sessions SET key = ?, data = ?, ends = ?, authenticated = ?, used = ?, expires = ? WHERE key = ?";
    for (const { key, user_pk: user, data: text, lifetime, created, expires } of rows) {
      const { plan, sourceLogin, ...rest } = JSON.parse(text) as JsonObject;
      const data: JsonObject = {
        ...rest,
        ...(isJsonObject(plan) && { plan: this.#plan(plan) }),
        ...(isJsonObject(sourceLogin) && { sourceLogin: digested(sourceLogin, "resume") }),
        // Only looked at, and full of what was typed.
        history: [],
      };
      // How long ago they signed in was not known: the time they have left begins now.
      const ends = this.#now + month;
      const sealed = this.#vault.seal("sessions", JSON.stringify(data));
      const authenticated = user === null ? null : created;
      const used = Math.max(created, expires - lifetime);
      this.#db.run(sql, keyDigest(key), sealed, ends, authenticated, used, Math.min(expires, ends), key);
    }
  }

  #flowTokens(): void {
    const rows = this.#db.rows("SELECT key, plan FROM flow_tokens") as { key: string; plan: string }[];
    for (const { key, plan } of rows) {
      const sealed = this.#vault.seal("flow-tokens", JSON.stringify(this.#plan(JSON.parse(plan) as JsonObject)));
      this.#db.run("UPDATE flow_tokens SET key = ?, plan = ? WHERE key = ?", keyDigest(key), sealed, key);
    }
  }

  #outbox(): void {
    for (const { pk, body } of this.#db.rows("SELECT pk, body FROM outbox") as { pk: number; body: string }[]) {
      this.#db.run("UPDATE outbox SET body = ? WHERE pk = ?", this.#vault.seal("outbox", body), pk);
    }
  }

  #objects(): void {
    for (const [model, attributes] of secretAttributes) {
      const rows = this.#db.rows("SELECT pk, data FROM objects WHERE model = ?", model) as {
        pk: string;
        data: string;
      }[];
      for (const { pk, data: text } of rows) {
        const data = JSON.parse(text) as JsonObject;
        for (const name of attributes) {
          const value = data[name];
          if (typeof value === "string" && value !== "") data[name] = this.#vault.seal("objects", value);
        }
        this.#db.run("UPDATE objects SET data = ? WHERE pk = ?", JSON.stringify(data), pk);
      }
    }
  }

  /** Cookies have keys of their own now; the old key still opens sessions that began before, until they are over. */
  #cookieKey(): void {
    const old = "secret:cookie-signing-key";
    const row = this.#db.row("SELECT value FROM settings WHERE name = ?", old) as { value: string } | undefined;
    if (!row) return;
    const sealed = this.#vault.seal("settings", JSON.stringify({ key: row.value, until: this.#now + month }));
    this.#db.run("INSERT INTO settings (name, value) VALUES ('old-cookie-key', ?)", sealed);
    this.#db.run("DELETE FROM settings WHERE name = ?", old);
  }

  /** A plan without passwords, codes and keys in clear. */
  #plan(plan: JsonObject): JsonObject {
    const context = isJsonObject(plan.context) ? { ...plan.context } : {};
    const moved = digested(context, "is_restored");
    if (isJsonObject(moved.prompt_data)) {
      for (const name of this.#passwordKeys) this.#hashAt(moved.prompt_data, name.split("."));
    }
    for (const name of ["sms", "email"]) {
      const setup = moved[`goauthentik.io/stages/authenticator_${name}/${name}_device`];
      if (isJsonObject(setup) && isJsonObject(setup.sent)) {
        setup.sent = this.#sentCode(setup.sent, `setup/${String(setup.address)}`);
      }
    }
    const pending = isJsonObject(moved.pending_user) ? Number(moved.pending_user.pk) : Number.NaN;
    const sent = this.#sent.get(pending);
    if (sent) moved["goauthentik.io/stages/authenticator_validate/sent"] = sent;
    const bindings = Array.isArray(plan.bindings) ? plan.bindings.map(movedStep) : [];
    return { ...plan, bindings, context: moved };
  }

  #sentCode({ code, expires }: JsonObject, about: string): JsonObject {
    return { mac: this.#vault.mac("sent-code", `${about}:${String(code)}`), expires: Number(expires) };
  }

  #hashAt(object: JsonObject, [name = "", ...rest]: readonly string[]): void {
    const value = object[name];
    if (rest.length > 0) {
      if (isJsonObject(value)) this.#hashAt(value, rest);
    } else if (typeof value === "string") {
      const known = this.#hashes.get(value) ?? { $password_hash: hashPassword(value) };
      this.#hashes.set(value, known);
      object[name] = known;
    }
  }
}

function hashedCodes(codes: readonly string[]): JsonObject {
  const salt = randomBytes(16).toString("base64url");
  const length = Math.max(0, ...codes.map((code) => code.length));
  return { salt, length, hashes: codes.map((code) => hashCode(code.toUpperCase(), salt)) };
}

/** The object with the digest of a key in the key's place. */
function digested(object: JsonObject, name: string): JsonObject {
  const key = object[name];
  return typeof key === "string" ? { ...object, [name]: keyDigest(key) } : object;
}

function movedStep(step: JsonValue): JsonValue {
  if (!isJsonObject(step) || !isJsonObject(step.stage) || step.stage.model !== "memory.source_resume") return step;
  const { settings } = step.stage;
  return {
    ...step,
    stage: { ...step.stage, ...(isJsonObject(settings) && { settings: digested(settings, "token") }) },
  };
}
