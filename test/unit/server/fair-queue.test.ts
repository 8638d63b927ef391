/** Expressions wait for each other, but not long, and nobody waits for one client alone. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { executorUrl } from "../../../src/protocol/flow-url.ts";
import { BusyError } from "../../../src/server/engine/busy-error.ts";
import { FairQueue } from "../../../src/server/python/fair-queue.ts";
import { flowWith } from "./support/flow-blueprint.ts";
import { addBlueprint, testApp, TestBrowser } from "./support/test-app.ts";

const limits = { waiting: 4, waitingPerClient: 2, timeout: 20 };

/** Work that ends when the test says so. */
class Works {
  readonly done: string[] = [];
  readonly #ends: (() => void)[] = [];

  /** Adds work to a queue; what it comes to is in `done`. */
  add(queue: FairQueue, client: string | undefined, name: string): void {
    const work = (): Promise<void> => new Promise((resolve) => this.#ends.push(resolve));
    queue.run(client, work).then(
      () => this.done.push(name),
      (error: unknown) => this.done.push(`${name} ${error instanceof Error ? error.name : "?"}`),
    );
  }

  /** Ends the one whose turn it is, and waits until the next has begun. */
  async end(): Promise<void> {
    this.#ends.shift()?.();
    await new Promise((resolve) => setImmediate(resolve));
  }
}

describe("a fair queue", () => {
  test("lets clients take turns, whoever came first", async () => {
    const queue = new FairQueue({ ...limits, timeout: 10_000 });
    const works = new Works();
    works.add(queue, "a", "a1");
    works.add(queue, "a", "a2");
    works.add(queue, "a", "a3");
    works.add(queue, "b", "b1");
    works.add(queue, undefined, "own");
    for (let count = 0; count < 5; count++) await works.end();
    assert.equal(works.done[0], "a1");
    assert.ok(works.done.indexOf("b1") < works.done.indexOf("a3"), works.done.join());
    assert.deepEqual(works.done.toSorted(), ["a1", "a2", "a3", "b1", "own"]);
  });

  test("has few places, and fewer for one client", async () => {
    const queue = new FairQueue({ ...limits, timeout: 10_000 });
    const works = new Works();
    for (const name of ["a1", "a2", "a3", "a4", "b1", "c1", "d1"]) works.add(queue, name.slice(0, 1), name);
    await works.end();
    assert.deepEqual(works.done, ["a4 BusyError", "d1 BusyError", "a1"]);
    queue.clear(new Error("closed"));
    await works.end();
    assert.deepEqual(works.done.slice(3).toSorted(), ["a3 Error", "b1 Error", "c1 Error", "a2"].toSorted());
  });

  test("lets nobody wait for long, but until it is ready", async () => {
    let isStarting = true;
    const queue = new FairQueue(limits, () => isStarting);
    let end = (): void => undefined;
    const first = queue.run("a", () => new Promise<void>((resolve) => (end = resolve)));
    const second = queue.run("b", () => Promise.resolve("done"));
    await new Promise((resolve) => setTimeout(resolve, 3 * limits.timeout));
    isStarting = false;
    await assert.rejects(second, BusyError);
    end();
    await first;
    assert.equal(await queue.run("b", () => Promise.resolve("later")), "later");
  });
});

test("a server that has too much to do says when to come again, and the flow stays where it was", async (t) => {
  const logged: string[] = [];
  const app = testApp(t, { log: (level, text) => logged.push(`${level} ${text}`) });
  const slow = `
  - { model: authentik_policies_expression.expressionpolicy, id: slow, identifiers: { name: slow }, attrs: { expression: "import time; end = time.monotonic() + 0.2\\nwhile time.monotonic() < end: pass\\nreturn True" } }
${flowWith("slow", "designation: authentication", [{ model: "dummy.dummystage", policy: "policy: !KeyOf slow" }])}`;
  addBlueprint(app, slow);
  const address = executorUrl("/", "slow", "");
  const responses = await Promise.all([1, 2, 3, 4].map(() => new TestBrowser(app).request(address)));
  const [busy, ...others] = responses.filter(({ status }) => status === 503);
  assert.ok(busy);
  assert.equal(others.length, 0);
  assert.equal(busy.headers.get("retry-after"), "5");
  assert.equal(busy.headers.get("set-cookie"), null);
  assert.deepEqual(await busy.json(), {
    detail: "The server has too much to do at the moment. Try again in a few seconds.",
  });
  const id = busy.headers.get("x-authentik-id");
  assert.ok(
    logged.includes(`info ${id} BusyError: Too many expressions of the network 127.0.0.1 wait for their turn.`),
  );
  const shown = responses.filter(({ status }) => status === 200);
  assert.equal(shown.length, 3);
  for (const response of shown) {
    assert.equal(((await response.json()) as { component: string }).component, "ak-stage-dummy");
  }
});
