import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { Limiter } from "../../../src/server/engine/limiter.ts";
import { type Limit, limits } from "../../../src/server/engine/limits.ts";
import type { FlowApp } from "../../../src/server/http/create-app.ts";
import { openStore } from "../../../src/server/store/store.ts";
import { temporaryFolder } from "./support/temporary-folder.ts";
import { demoPassword, expectChallenge, sentMessages, testApp, TestBrowser } from "./support/test-app.ts";

const flow = "default-authentication-flow";
const recovery = "account-recovery";

/** A browser somewhere else; the app believes the header with `trustProxy`. */
function browserAt(app: FlowApp, address: string): TestBrowser {
  const browser = new TestBrowser(app);
  browser.headers = { "x-forwarded-for": address };
  return browser;
}

/** What a try comes to: "in", or what is said. */
async function tryPassword(browser: TestBrowser, uid: string, password: string): Promise<string | undefined> {
  await browser.request("/flows/-/cancel/?next=%2F");
  await browser.post(flow, { uid_field: uid });
  const answer = await browser.post(flow, { password });
  if (answer.component === "xak-flow-redirect") return "in";
  return expectChallenge(answer, "ak-stage-password").response_errors?.password?.[0]?.string;
}

/** Fills counters up, as so many tries would. */
function fillUp(app: FlowApp, limit: keyof typeof limits, subject: string, count: number): void {
  const limiter = new Limiter(app.store.counters);
  for (let tries = 0; tries < count; tries++) limiter.add([[limit, subject]], Date.now());
}

function pkOf(app: FlowApp, username: string): string {
  return String(app.store.users.findByUsername(username)?.pk);
}

test("SECURITY.md has every limit as it is enforced", () => {
  const text = readFileSync(fileURLToPath(new URL("../../../SECURITY.md", import.meta.url)), "utf8");
  const rows = text
    .split("\n")
    .filter((line) => /^\| [a-z]+-/.test(line))
    .map((line) =>
      line
        .split("|")
        .map((cell) => cell.trim())
        .slice(1, -1),
    );
  const period = ({ period: ms }: Limit): string =>
    ms === 3_600_000 ? "1 hour" : ms > 3_600_000 ? `${ms / 3_600_000} hours` : `${ms / 60_000} minutes`;
  const enforced = Object.entries(limits).map(([name, limit]) => [
    name,
    limit.what,
    limit.by,
    String(limit.max),
    period(limit),
  ]);
  assert.deepEqual(rows, enforced);
});

test("a limiter lets so many through in a period, for each subject, and remembers over a restart", (t) => {
  const folder = temporaryFolder(t);
  const { max, period } = limits["enrolment-network"];
  const before = openStore(folder);
  const limiter = new Limiter(before.counters);
  for (let count = 0; count < max; count++) {
    assert.equal(limiter.take([["enrolment-network", "a"]], count), undefined);
  }
  before.database.close();
  const store = openStore(folder);
  const after = new Limiter(store.counters);
  assert.equal(after.take([["enrolment-network", "a"]], 1000), period - 1000);
  assert.equal(after.take([["enrolment-network", "b"]], 1000), undefined);
  assert.equal(after.take([["enrolment-network", "a"]], period), undefined);
  store.database.close();
});

test("where one of several budgets is used up, none of the others is charged", (t) => {
  const store = openStore(temporaryFolder(t));
  const limiter = new Limiter(store.counters);
  limiter.add(
    Array.from({ length: 20 }, () => ["code-account", "1"] as const),
    0,
  );
  for (let count = 0; count < 9; count++) {
    assert.ok(
      limiter.take(
        [
          ["code-device", "1"],
          ["code-account", "1"],
        ],
        0,
      ),
    );
  }
  assert.equal(limiter.take([["code-device", "1"]], 0), undefined);
  assert.equal(store.database.rows("SELECT name FROM counters WHERE name LIKE '%code-device%'").length, 1);
  store.database.close();
});

test("counters tell nothing of who was counted", async (t) => {
  const app = testApp(t);
  await tryPassword(new TestBrowser(app), "somebody-in-particular", "wrong");
  const names = app.store.database.rows("SELECT name FROM counters").map((row) => (row as { name: string }).name);
  assert.ok(names.length >= 4);
  assert.ok(names.every((name) => name.length < 80 && !name.includes("somebody")));
});

test("many tries at once for one name are no more than many one after another", async (t) => {
  const app = testApp(t);
  const answers = await Promise.all(
    Array.from({ length: 25 }, () => tryPassword(new TestBrowser(app), "user", "wrong")),
  );
  assert.equal(answers.filter((answer) => answer === "Invalid password").length, 10);
});

test("one password for many names from one network is stopped, and other networks go on", async (t) => {
  const app = testApp(t, { trustedProxies: ["127.0.0.1"] });
  const answers: (string | undefined)[] = [];
  for (let index = 0; index < 70; index++) {
    answers.push(await tryPassword(browserAt(app, "203.0.113.1"), `name-${index}`, "Summer2026"));
  }
  assert.equal(answers.filter((answer) => answer === "Invalid password").length, 60);
  assert.match(answers.at(-1) ?? "", /^Too many attempts\. Please try again after 10 minutes\.$/);
  assert.equal(await tryPassword(browserAt(app, "203.0.113.2"), "user", demoPassword), "in");
});

test("a locked account does not tell its other names", async (t) => {
  const app = testApp(t);
  const tries = async (uid: string, count: number): Promise<(string | undefined)[]> => {
    const said: (string | undefined)[] = [];
    for (let index = 0; index < count; index++) said.push(await tryPassword(new TestBrowser(app), uid, "wrong"));
    return said;
  };
  const locked = await tries("user", 11);
  assert.match(locked.at(-1) ?? "", /^Too many attempts/);
  assert.deepEqual(await tries("user@example.test", 11), await tries("nobody@example.test", 11));
});

test("an account takes no password from anybody after a hundred wrong ones, and says only that it is wrong", async (t) => {
  const app = testApp(t, { trustedProxies: ["127.0.0.1"] });
  fillUp(app, "password-account", pkOf(app, "user"), 100);
  assert.equal(await tryPassword(browserAt(app, "203.0.113.9"), "user@example.test", demoPassword), "Invalid password");
  assert.equal(await tryPassword(browserAt(app, "203.0.113.9"), "admin", demoPassword), "in");
});

test("nobody locks the owner out: a browser that signed in before is let through, on a budget of its own", async (t) => {
  const app = testApp(t, { trustedProxies: ["127.0.0.1"] });
  const owner = browserAt(app, "203.0.113.1");
  await owner.signIn("user");
  await owner.get("default-invalidation-flow");
  for (const subject of ["user", "user@example.test"]) fillUp(app, "password-name", subject, 100);
  fillUp(app, "password-account", pkOf(app, "user"), 100);
  fillUp(app, "password-network", "203.0.113.1", 60);
  const stranger = browserAt(app, "203.0.113.2");
  assert.match((await tryPassword(stranger, "user", demoPassword)) ?? "", /^Too many attempts/);
  assert.equal(await tryPassword(owner, "user", demoPassword), "in");

  await owner.get("default-invalidation-flow");
  for (let index = 0; index < 10; index++) {
    assert.equal(await tryPassword(owner, "user", "wrong"), "Invalid password");
  }
  assert.match((await tryPassword(owner, "user", demoPassword)) ?? "", /^Too many attempts/);
});

test("the browser of one account is no help against the lock of another", async (t) => {
  const app = testApp(t);
  const browser = new TestBrowser(app);
  await browser.signIn("user");
  await browser.get("default-invalidation-flow");
  fillUp(app, "password-name", "admin", 100);
  assert.match((await tryPassword(browser, "admin", demoPassword)) ?? "", /^Too many attempts/);
});

test("spellings of a name share its count", async (t) => {
  const app = testApp(t);
  const spellings = ["nobody", "NOBODY", "ｎobody", "no\u200bbody", " nobody "];
  for (let index = 0; index < 10; index++) {
    await tryPassword(new TestBrowser(app), spellings[index % spellings.length] ?? "", "wrong");
  }
  assert.match((await tryPassword(new TestBrowser(app), "Nobody", "wrong")) ?? "", /^Too many attempts/);
});

test("a hundred and twenty new sessions do not bring a person more than a few mails", async (t) => {
  const app = testApp(t);
  const ask = async (uid: string): Promise<void> => {
    for (let index = 0; index < 8; index++) await new TestBrowser(app).post(recovery, { uid_field: uid });
  };
  await ask("user");
  assert.equal((await sentMessages(app)).length, 5);
  await ask("user@example.test");
  assert.equal((await sentMessages(app)).length, 10);
  await ask("ＵSER");
  assert.equal((await sentMessages(app)).length, 10);
});

test("after many links the answer is the same for a spelling that was not used yet and for nobody", async (t) => {
  const app = testApp(t);
  fillUp(app, "link-account", pkOf(app, "user"), 10);
  const said = async (uid: string): Promise<unknown> => {
    const browser = new TestBrowser(app);
    // Where the link goes is what was typed.
    const shown = { ...(await browser.post(recovery, { uid_field: uid })), email: undefined };
    const again = { ...(await browser.post(recovery, {})), email: undefined };
    const page = await (await browser.request(`/if/flow/${recovery}/`)).text();
    return [shown, again, /Successfully sent|could not|Too many/.exec(page)?.[0]];
  };
  assert.deepEqual(await said("user@example.test"), await said("nobody@example.test"));
  assert.equal((await sentMessages(app)).length, 0);
});

test("links asked for from one network are bounded, whoever they are for", async (t) => {
  const app = testApp(t, { trustedProxies: ["127.0.0.1"] });
  fillUp(app, "link-network", "203.0.113.1", 60);
  // It is said where it would say that a message has been sent, and again as long as none has been.
  const said = async (browser: TestBrowser, uid: string): Promise<string> => {
    const first = await browser.post(recovery, { uid_field: uid });
    return JSON.stringify([first.response_errors, (await browser.get(recovery)).response_errors]);
  };
  for (const uid of ["user", "nobody"]) {
    assert.match(
      await said(browserAt(app, "203.0.113.1"), uid),
      /Too many account verification attempts.*Too many account verification attempts/,
    );
  }
  assert.doesNotMatch(await said(browserAt(app, "203.0.113.2"), "user"), /Too many/);
  assert.equal((await sentMessages(app)).length, 1);
});
