/**
 * What the embedded executor stands: sign-ins a second, how long steps take while many are under way, its memory, and how that grows with
 * the accounts and the flows there are.
 *
 * `npx tsx tools/bench/load.ts [sign-ins at a time] [requests of each kind]`
 */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Pool } from "undici";
import { executorUrl } from "../../src/protocol/flow-url.ts";
import { hashPassword } from "../../src/server/store/password-hash.ts";
import { openStore } from "../../src/server/store/store.ts";
import { startBuiltServer } from "../built-server.ts";
import { ensureFreshBuild } from "../fresh-build.ts";
import { textTable } from "../text-table.ts";

const [parallel = 16, count = 2000] = process.argv.slice(2).map(Number);
const slug = "default-authentication-flow";
const step = executorUrl("/", slug, "");
const password = "correct horse battery";

interface Size {
  readonly accounts: number;
  readonly flows: number;
}

/** Sends requests as one browser does: with the cookies that answers have set. */
class Visitor {
  readonly #pool: Pool;
  readonly #cookies = new Map<string, string>();

  constructor(pool: Pool) {
    this.#pool = pool;
  }

  /** @returns the milliseconds that it took. @throws {Error} where the answer is not the step that has to come */
  async send(answer: object | undefined, wanted: string): Promise<number> {
    const start = performance.now();
    const { headers, body } = await this.#pool.request({
      path: step,
      method: answer ? "POST" : "GET",
      headers: {
        cookie: [...this.#cookies].map(([name, value]) => `${name}=${value}`).join("; "),
        ...(answer && { "content-type": "application/json", prefer: "return=representation" }),
      },
      body: answer ? JSON.stringify(answer) : null,
    });
    const text = await body.text();
    const took = performance.now() - start;
    for (const cookie of [headers["set-cookie"] ?? []].flat()) {
      const [name = "", value = ""] = (cookie.split(";")[0] ?? "").split("=");
      this.#cookies.set(name, value);
    }
    if (!text.includes(`"component":"${wanted}"`)) throw new Error(`no ${wanted} but ${text.slice(0, 300)}`);
    return took;
  }
}

ensureFreshBuild();
const rows = [
  [
    "accounts",
    "flows",
    "start",
    "GET p50",
    "p99",
    "POST p50",
    "p99",
    "sign-ins/s",
    "memory",
    "with 10,000 sessions more",
  ],
];
for (const size of [
  { accounts: 1000, flows: 10 },
  { accounts: 100_000, flows: 10 },
  { accounts: 1000, flows: 1000 },
])
  rows.push(await measure(size));
console.log(`${parallel} at a time, ${count} requests of each kind; milliseconds and MiB\n${textTable(rows)}`);

async function measure(size: Size): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), "flow-load-"));
  try {
    const settings = { DATA_DIR: folder, DEMO_PASSWORD: password };
    await (await startBuiltServer(settings)).stop();
    fill(folder, size);
    const start = performance.now();
    const server = await startBuiltServer(settings);
    const started = performance.now() - start;
    const pool = new Pool(server.origin, { connections: parallel });
    try {
      await steps(pool, size.accounts, parallel * 10); // Code is compiled.
      const { asked, answered } = await steps(pool, size.accounts, count);
      const before = memoryOf(server.pid);
      const perSecond = await signIns(pool, size.accounts, parallel * 10);
      await each(10_000, () => new Visitor(pool).send(undefined, "ak-stage-identification"));
      const figures = [at(asked, 0.5), at(asked, 0.99), at(answered, 0.5), at(answered, 0.99), perSecond, before];
      return [size.accounts, size.flows, started, ...figures, memoryOf(server.pid) - before].map((figure) =>
        figure.toFixed(figure < 100 && figure !== size.flows ? 1 : 0),
      );
    } finally {
      await pool.close();
      await server.stop();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Accounts with one password, and copies of a flow with its bindings. */
function fill(folder: string, { accounts, flows }: Size): void {
  const store = openStore(folder);
  const hash = hashPassword(password);
  store.database.transaction(() => {
    for (let number = 0; number < accounts; number++) {
      const username = nameOf(number);
      const draft = { username, name: `Person ${number}`, email: `${username}@example.com`, path: "users" };
      const { pk } = store.users.insert({ ...draft, is_active: true, type: "internal", attributes: {} }, Date.now());
      store.users.setPasswordHash(pk, hash, Date.now());
    }
    const flow = store.objects.list("authentik_flows.flow").find(({ data }) => data["slug"] === slug);
    if (!flow) throw new Error(`there is no ${slug}`);
    for (let number = store.objects.list(flow.model).length; number < flows; number++) {
      const copy = `copy-${number}`;
      const target = store.objects.insert({
        model: flow.model,
        uniqueKey: `${flow.model}:${copy}`,
        data: { ...flow.data, slug: copy },
      });
      for (const { model, data } of store.objects.listByTarget("authentik_flows.flowstagebinding", flow.pk))
        store.objects.insert({ model, uniqueKey: null, data: { ...data, target } });
    }
  });
  store.database.close();
}

async function steps(pool: Pool, accounts: number, requests: number): Promise<{ asked: number[]; answered: number[] }> {
  const asked: number[] = [];
  const answered: number[] = [];
  await each(requests, async () => {
    const visitor = new Visitor(pool);
    asked.push(await visitor.send(undefined, "ak-stage-identification"));
    answered.push(await visitor.send({ uid_field: anyone(accounts) }, "ak-stage-password"));
  });
  return { asked, answered };
}

/** @returns whole sign-ins a second */
async function signIns(pool: Pool, accounts: number, wanted: number): Promise<number> {
  const start = performance.now();
  await each(wanted, async () => {
    const visitor = new Visitor(pool);
    await visitor.send(undefined, "ak-stage-identification");
    await visitor.send({ uid_field: anyone(accounts) }, "ak-stage-password");
    await visitor.send({ password }, "xak-flow-redirect");
  });
  return wanted / ((performance.now() - start) / 1000);
}

/** Does something so often, in as many lanes as there are sign-ins at a time. */
async function each(times: number, work: () => Promise<unknown>): Promise<void> {
  let left = times;
  const lane = async (): Promise<void> => {
    while (left-- > 0) await work();
  };
  await Promise.all(Array.from({ length: parallel }, lane));
}

function nameOf(number: number): string {
  return `person-${number}`;
}

function anyone(accounts: number): string {
  return nameOf(Math.floor(Math.random() * accounts));
}

/** MiB of memory that a process holds (`VmRSS`, proc(5)); none where there is no such file. */
function memoryOf(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024;
}

function at(times: number[], share: number): number {
  return times.sort((a, b) => a - b)[Math.floor(times.length * share)] ?? NaN;
}
