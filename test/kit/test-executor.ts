import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Secret, TOTP } from "otpauth";
import { builtInterface } from "../../src/edge/built-interface.ts";
import { applyBlueprint } from "../../src/server/engine/blueprint/apply-blueprint.ts";
import { parseBlueprint } from "../../src/server/engine/blueprint/parse-blueprint.ts";
import { createApp, type FlowApp } from "../../src/server/http/create-app.ts";
import { listen } from "../../src/server/http/listen.ts";
import { importableModels } from "../../src/server/services/importable-models.ts";
import { newTotpData } from "../../src/server/stages/authenticators/totp.ts";
import { credentialKey, type WebAuthnData } from "../../src/server/stages/authenticators/webauthn-ceremony.ts";
import { ShiftedClock } from "./shifted-clock.ts";
import { TestBrowser } from "./test-browser.ts";
import { TestPasskey } from "./test-passkey.ts";
import { weakHash } from "./weak-hash.ts";

export interface TestExecutorOptions {
  /** The interface that its pages show, such as `dist/client`; needed where a real browser opens pages. */
  readonly interfaceFolder?: string;
  /** Pages of other origins that may run its flows in themselves. */
  readonly embeddingOrigins?: readonly string[];
  /** Sites that may frame its pages, as CSP sources. */
  readonly frameAncestors?: readonly string[];
  /** Takes what the server has to say. */
  readonly log?: (level: string, text: string) => void;
}

export interface TestAccount {
  readonly username: string;
  readonly password: string;
  readonly email?: string;
  readonly name?: string;
  /** An authenticator app is set up for the account; its codes are `totp(username)`. */
  readonly totp?: boolean;
  /** Whether it has a passkey: that is `passkey(username)`. */
  readonly passkey?: boolean;
}

/** A mail or a text message. */
export interface TestMessage {
  readonly to: string;
  readonly subject: string;
  /** Plain text. */
  readonly text: string;
  /** The first link in it, or `""`. */
  readonly link: string;
  /** The first code in it: four digits or more, or `""`. */
  readonly code: string;
}

/** A whole executor for one test: its accounts, its messages and its clock. */
export interface TestExecutor {
  /** Where it answers: at a made-up host in this process, or, once it listens, at a port. */
  readonly origin: string;
  /** Somebody new, without cookies. */
  browser(): TestBrowser;
  /** Takes a port of this machine, for a real browser. @returns the origin */
  listen(): Promise<string>;
  addAccount(account: TestAccount): void;
  /** What an account's authenticator app shows now. A code is good once: move the clock on by 30 seconds for another. */
  totp(username: string): string;
  /** The passkey of an account, or without a name a new one, for a flow to set up. */
  passkey(username?: string): TestPasskey;
  /** The mail that was sent, newest first. */
  mailbox(): Promise<TestMessage[]>;
  /** The text messages that were sent, newest first. */
  textMessages(): Promise<TestMessage[]>;
  /** Moves the executor's clock on; that of the test stays. */
  advance(time: { readonly hours?: number; readonly minutes?: number; readonly seconds?: number }): void;
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

const madeUp = "http://localhost";
/** Beside this file when it is part of the package. */
const isBuilt = import.meta.url.endsWith(".js");
const blueprintsDir = fileURLToPath(
  new URL(isBuilt ? "./blueprints/" : "../../src/server/blueprints/", import.meta.url),
);

/** A folder of data as a server leaves it that has just been set up: to make one takes most of a second. */
let seeded: string | undefined;

/**
 * Starts the embedded executor in this process, with data of its own that are gone when it is closed. It has the flows that it ships with
 * (`default-authentication-flow` and others).
 *
 * @param blueprint further flows, as the YAML of a blueprint
 * @throws {Error} what is wrong with the blueprint, with its line
 */
export async function createTestExecutor(blueprint?: string, options: TestExecutorOptions = {}): Promise<TestExecutor> {
  const dataDir = mkdtempSync(join(tmpdir(), "flow-test-"));
  cpSync((seeded ??= seed()), dataDir, { recursive: true });
  const executor = new Executor(dataDir, options);
  try {
    if (blueprint !== undefined) executor.apply(blueprint);
  } catch (cause) {
    await executor.close();
    throw cause;
  }
  return executor;
}

function seed(): string {
  const folder = mkdtempSync(join(tmpdir(), "flow-seeded-"));
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  createApp({ dataDir: folder, blueprintsDir }).close();
  return folder;
}

class Executor implements TestExecutor {
  readonly #app: FlowApp;
  readonly #clock = new ShiftedClock();
  readonly #dataDir: string;
  readonly #secrets = new Map<string, Secret>();
  readonly #passkeys = new Map<string, TestPasskey>();
  #listening: { readonly port: number; close(): Promise<void> } | undefined;

  constructor(dataDir: string, { interfaceFolder, frameAncestors, embeddingOrigins, log }: TestExecutorOptions) {
    const built = interfaceFolder === undefined ? undefined : builtInterface(interfaceFolder);
    this.#dataDir = dataDir;
    this.#app = createApp({
      dataDir,
      blueprintsDir,
      ...(built && { loadPage: async () => built.page, assetsDir: built.folder }),
      ...(built && { compatibilityChunks: built.compatibilityChunks }),
      ...(frameAncestors && { frameAncestors }),
      ...(embeddingOrigins && { embeddingOrigins }),
      ...(log && { log }),
      onError: (error) => log?.("error", error instanceof Error ? (error.stack ?? error.message) : String(error)),
    });
    // What a test leaves behind is deleted: nobody waits for a disk.
    this.#app.store.database.exec("PRAGMA synchronous = OFF");
  }

  get origin(): string {
    return this.#listening ? `http://127.0.0.1:${this.#listening.port}` : madeUp;
  }

  apply(text: string): void {
    const models = { store: this.#app.store, models: importableModels, now: this.#clock.now };
    applyBlueprint(parseBlueprint(text, "blueprint"), models);
  }

  browser(): TestBrowser {
    return new TestBrowser(madeUp, (request) => this.#clock.run(() => this.#app.fetch(request)));
  }

  async listen(): Promise<string> {
    const app: FlowApp = { ...this.#app, fetch: (...request) => this.#clock.run(() => this.#app.fetch(...request)) };
    this.#listening ??= await listen(app, "127.0.0.1", 0);
    return this.origin;
  }

  addAccount({
    username,
    password,
    email = `${username}@example.com`,
    name = username,
    totp = false,
    passkey = false,
  }: TestAccount): void {
    const { users, devices } = this.#app.store;
    const { now } = this.#clock;
    const draft = { username, name, email, is_active: true, type: "internal", path: "users", attributes: {} };
    const { pk } = users.insert(draft, now);
    users.setPasswordHash(pk, weakHash(password), now);
    if (passkey) this.#addPasskey(username, pk);
    if (!totp) return;
    const secret = new Secret({ size: 20 });
    this.#secrets.set(username, secret);
    const data = { ...newTotpData(6), secret: secret.base32 };
    devices.insert({ userPk: pk, deviceClass: "totp", name: "Test", stage: "", uniqueKey: null, data }, now);
  }

  totp(username: string): string {
    const secret = this.#secrets.get(username);
    if (!secret) throw new Error(`${username} has no authenticator app: add the account with totp: true.`);
    return new TOTP({ secret, digits: 6, period: 30 }).generate({ timestamp: this.#clock.now });
  }

  passkey(username?: string): TestPasskey {
    if (username === undefined) return new TestPasskey(this.origin);
    const passkey = this.#passkeys.get(username);
    if (!passkey) throw new Error(`${username} has no passkey: add the account with passkey: true.`);
    return passkey;
  }

  #addPasskey(username: string, userPk: number): void {
    const passkey = new TestPasskey(this.origin);
    this.#passkeys.set(username, passkey);
    const publicKey = Buffer.from(passkey.publicKey).toString("base64url");
    const key = { credentialId: passkey.id, publicKey, counter: 0, transports: ["internal"] };
    const data: WebAuthnData = { ...key, aaguid: "00000000-0000-0000-0000-000000000000", isSynced: false };
    const device = {
      userPk,
      deviceClass: "webauthn" as const,
      name: "Test",
      stage: "",
      uniqueKey: credentialKey(passkey.id),
      data,
    };
    this.#app.store.devices.insert(device, this.#clock.now);
  }

  mailbox(): Promise<TestMessage[]> {
    return this.#messages("email");
  }

  textMessages(): Promise<TestMessage[]> {
    return this.#messages("sms");
  }

  advance({ hours = 0, minutes = 0, seconds = 0 }: { hours?: number; minutes?: number; seconds?: number }): void {
    this.#clock.advance(((hours * 60 + minutes) * 60 + seconds) * 1000);
  }

  async close(): Promise<void> {
    if (this.#listening) await this.#listening.close();
    else this.#app.close();
    rmSync(this.#dataDir, { recursive: true, force: true });
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  async #messages(kind: "email" | "sms"): Promise<TestMessage[]> {
    await this.#app.mailQueue.idle();
    const sent = this.#app.store.outbox.list().filter((message) => message.kind === kind);
    return sent.map(({ recipient: to, subject, body: text }) => ({
      to,
      subject,
      text,
      link: /https?:\/\/\S+/.exec(text)?.[0] ?? "",
      code: /\b\d{4,10}\b/.exec(text)?.[0] ?? "",
    }));
  }
}
