import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type { OutboxMessage } from "../../../src/server/store/outbox-store.ts";
import { openStore } from "../../../src/server/store/store.ts";
import { ensureFreshBuild } from "../../../tools/fresh-build.ts";
import { lendPython } from "../../../tools/lent-python.ts";
import { type RunningProgram, startProgram } from "../../../tools/start-program.ts";
import { demoPassword, expectChallenge, TestBrowser } from "./support/test-app.ts";
import { temporaryFolder } from "./support/temporary-folder.ts";

ensureFreshBuild();
const main = fileURLToPath(new URL("../../../dist/server/main.js", import.meta.url));
const flow = "account-sign-up";
const person = { name: "Grace Hopper", password: "nanoseconds of wire", password_repeat: "nanoseconds of wire" };

/** A server on a folder that can be killed and started again. */
class Killable {
  readonly folder: string;
  #program: RunningProgram | undefined;

  constructor(t: TestContext) {
    this.folder = temporaryFolder(t);
    lendPython(this.folder);
    t.after(() => this.kill());
  }

  /** What a {@link TestBrowser} talks to. */
  readonly fetch = (request: Request): Promise<Response> => {
    const { pathname, search } = new URL(request.url);
    return fetch(new Request((this.#program?.origin ?? "") + pathname + search, request), { redirect: "manual" });
  };

  async start(): Promise<void> {
    const env = { HOST: "127.0.0.1", PORT: "0", DATA_DIR: this.folder, DEMO: "true", DEMO_PASSWORD: demoPassword };
    this.#program = await startProgram(main, env);
  }

  /** Gives it no time to put anything in order. */
  async kill(): Promise<void> {
    await this.#program?.stop("SIGKILL");
    this.#program = undefined;
  }

  async restart(): Promise<void> {
    await this.kill();
    await this.start();
  }

  browser(): TestBrowser {
    return new TestBrowser({ fetch: this.fetch }, "http://localhost");
  }
}

/** The newest message of the outbox, once there is one. */
async function newestMail(folder: string): Promise<OutboxMessage | undefined> {
  const store = openStore(folder);
  try {
    for (let tries = 0; tries < 100 && store.outbox.list().length === 0; tries++) await wait(50);
    return store.outbox.list()[0];
  } finally {
    store.database.close();
  }
}

test("a flow goes on where it was when the server is killed between any two steps", async (t) => {
  const server = new Killable(t);
  await server.start();
  const browser = server.browser();
  expectChallenge(await browser.get(flow), "ak-stage-prompt");
  await server.restart();
  const answer = { ...person, username: "grace", email: "grace@example.test" };
  expectChallenge(await browser.post(flow, answer), "ak-stage-email");
  await server.restart();
  expectChallenge(await browser.get(flow), "ak-stage-email");

  // Mail that was on its way is lost with the server; people ask again.
  await browser.post(flow, {});
  const mail = await newestMail(server.folder);
  const query = /\?(\S+)/.exec(mail?.body ?? "")?.[1] ?? "";
  const other = server.browser();
  const { token } = expectChallenge(await other.get(flow, query), "ak-stage-consent");
  await server.restart();
  assert.deepEqual(await other.post(flow, { token }, query), { component: "xak-flow-redirect", to: "/" });
  await server.restart();
  assert.match(await (await other.request("/if/user/")).text(), /Grace Hopper/);
});

test("a server that is killed in the middle of a step leaves a whole user or none", async (t) => {
  const server = new Killable(t);
  await server.start();
  for (const [index, delay] of [0, 5, 15, 30, 60].entries()) {
    const browser = server.browser();
    await browser.get(flow);
    const username = `grace-${index}`;
    const request = browser.postOnce(flow, { ...person, username, email: `${username}@example.test` });
    request.catch(() => undefined);
    await wait(delay);
    await server.kill();
    await request.catch(() => undefined);
    const store = openStore(server.folder);
    const user = store.users.findByUsername(username);
    const isWhole = user?.name === person.name && store.users.passwordHash(user.pk) !== null;
    store.database.close();
    assert.ok(user === undefined || isWhole, `killed after ${delay} ms: ${JSON.stringify(user)}`);
    await server.start();
  }
});
