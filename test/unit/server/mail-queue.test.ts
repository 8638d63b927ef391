import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import { type Mail, MailError, type MailSettings } from "../../../src/server/engine/mail/mailer.ts";
import { MailQueue } from "../../../src/server/engine/mail/mail-queue.ts";
import { nameInMail } from "../../../src/server/engine/mail/name-in-mail.ts";
import { openStore, type Store } from "../../../src/server/store/store.ts";
import { temporaryFolder } from "./support/temporary-folder.ts";
import { expectChallenge, sentMessages, testApp, TestBrowser } from "./support/test-app.ts";

const recovery = "account-recovery";
const settings: MailSettings = {
  use_global_settings: true,
  host: "",
  port: 25,
  username: "",
  password: "",
  use_tls: false,
  use_ssl: false,
  timeout: 10,
  from_address: "id@example.test",
};

function mailTo(to: string): Mail {
  return { to, subject: "s", text: "secret link", html: "secret link" };
}

interface Lab {
  readonly queue: MailQueue;
  readonly store: Store;
  readonly sent: string[];
  readonly logged: string[];
}

/** A queue before a mail server that does what `answer` does. */
function labFor(t: TestContext, answer: (mail: Mail) => Promise<void>): Lab {
  const store = openStore(temporaryFolder(t));
  const sent: string[] = [];
  const logged: string[] = [];
  const mailer = {
    async send(mail: Mail): Promise<void> {
      await answer(mail);
      sent.push(mail.to);
    },
  };
  const queue = new MailQueue(mailer, store.mailFailures, (level, text) => void logged.push(`${level} ${text}`));
  t.after(() => {
    queue.stop();
    store.database.close();
  });
  return { queue, store, sent, logged };
}

function smtpError(more: object): MailError {
  return new MailError("The email could not be sent.", { cause: Object.assign(new Error("no <a@b.test>"), more) });
}

/** Lets what is due happen: timers of the mocked clock, and what follows from them. */
async function pass(t: TestContext, milliseconds: number): Promise<void> {
  t.mock.timers.tick(milliseconds);
  for (let turn = 0; turn < 10; turn++) await Promise.resolve();
}

test("a mail goes out by itself, after the answer", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout", "Date"] });
  const { queue, sent } = labFor(t, async () => undefined);
  queue.add({ to: "a@b.test", settings, usableUntil: 1e12, write: () => mailTo("a@b.test") });
  await pass(t, 0);
  assert.deepEqual(sent, []);
  await pass(t, 50);
  assert.deepEqual(sent, ["a@b.test"]);
});

test("a mail server that is away is tried again, five times in fifteen minutes; then administrators are told", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout", "Date"], now: 1_000_000 });
  let tries = 0;
  const { queue, store, logged } = labFor(t, async () => {
    tries++;
    throw smtpError({ code: "ECONNREFUSED" });
  });
  await queue.send(mailTo("ada@example.test"), settings, Date.now());
  const seen: number[] = [];
  for (const pause of [50, 30_000, 120_000, 300_000, 450_000, 3_600_000]) {
    await pass(t, pause);
    seen.push(tries);
  }
  assert.deepEqual(seen, [1, 2, 3, 4, 5, 5]);
  const [failure, ...others] = store.mailFailures.list(Date.now());
  assert.deepEqual(others, []);
  assert.equal(failure?.recipient, "a**@e******.test");
  assert.equal(failure.reason, "The mail server could not be reached (ECONNREFUSED).");
  assert.equal(logged.length, 1);
  assert.doesNotMatch(logged.join(), /secret/);
  assert.deepEqual(store.mailFailures.list(Date.now() + 8 * 86_400_000), []);
});

test("a mail server that comes back gets the mail", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout", "Date"] });
  let isUp = false;
  const { queue, store, sent } = labFor(t, async () => {
    if (!isUp) throw smtpError({ code: "ETIMEDOUT" });
  });
  await queue.send(mailTo("a@b.test"), settings, Date.now());
  await pass(t, 50);
  isUp = true;
  await pass(t, 30_000);
  assert.deepEqual([sent, store.mailFailures.list(Date.now())], [["a@b.test"], []]);
});

test("what the mail server refuses for good is not tried again, and what nobody could use any more neither", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout", "Date"] });
  let tries = 0;
  let cause: object = { responseCode: 550, code: "EENVELOPE" };
  const { queue, store } = labFor(t, async () => {
    tries++;
    throw smtpError(cause);
  });
  await queue.send(mailTo("a@b.test"), settings, Date.now());
  await pass(t, 50);
  await pass(t, 3_600_000);
  assert.equal(tries, 1);
  assert.equal(store.mailFailures.list(Date.now())[0]?.reason, "The mail server refused it (reply 550).");
  cause = { code: "ETIMEDOUT" };
  queue.add({ to: "a@b.test", settings, usableUntil: Date.now() + 10_000, write: () => mailTo("a@b.test") });
  await pass(t, 50);
  await pass(t, 3_600_000);
  assert.equal(tries, 2);
});

test("a thousand mails may wait; one more is not sent, and administrators are told", async (t) => {
  const { queue, store, sent } = labFor(t, async () => undefined);
  for (let count = 0; count < 1001; count++) await queue.send(mailTo(`n${count}@b.test`), settings, Date.now());
  assert.equal(store.mailFailures.list(Date.now())[0]?.reason, "Too many messages were waiting.");
  await queue.idle();
  assert.equal(sent.length, 1000);
});

test("only a few are sent at once", async (t) => {
  let [underWay, most] = [0, 0];
  const { queue, sent } = labFor(t, async () => {
    most = Math.max(most, ++underWay);
    await new Promise((resolve) => setImmediate(resolve));
    underWay--;
  });
  for (let count = 0; count < 20; count++) await queue.send(mailTo("a@b.test"), settings, Date.now());
  await queue.idle();
  assert.deepEqual([sent.length, most], [20, 4]);
});

test("a server that stops lets mail go out, also what was to be tried again later", async (t) => {
  let isUp = false;
  const { queue, sent } = labFor(t, async () => {
    if (!isUp) throw smtpError({ code: "ETIMEDOUT" });
  });
  await queue.send(mailTo("first@b.test"), settings, Date.now());
  await queue.idle();
  isUp = true;
  await queue.send(mailTo("second@b.test"), settings, Date.now());
  await queue.drain(1000);
  assert.deepEqual([...sent].sort(), ["first@b.test", "second@b.test"]);
});

test("a server that stops waits for a mail server no longer than it was told, and says what is lost", async (t) => {
  const { queue, logged } = labFor(t, () => new Promise(() => undefined));
  await queue.send(mailTo("a@b.test"), settings, Date.now());
  await queue.drain(20);
  assert.deepEqual(logged, ["warning The server stopped before 1 messages could be sent."]);
});

test("a mail server that is away looks the same to whoever has an account and to whoever has none", async (t) => {
  const app = testApp(t, { smtpUrl: "smtp://127.0.0.1:1/" });
  const seen = async (uid: string): Promise<unknown> => {
    const browser = new TestBrowser(app);
    const first = expectChallenge(await browser.post(recovery, { uid_field: uid }), "ak-stage-email");
    await app.mailQueue.idle();
    const again = expectChallenge(await browser.post(recovery, {}), "ak-stage-email");
    await app.mailQueue.idle();
    const page = await (await browser.request(`/if/flow/${recovery}/`)).text();
    return [first, again, page.match(/Successfully sent|could not be sent/g)];
  };
  assert.deepEqual(await seen("user"), await seen("nobody"));
});

test("a slow mail server holds up nobody's answer", async (t) => {
  const app = testApp(t);
  let finish = (): void => undefined;
  t.mock.method(app.store.outbox, "add", () => new Promise<void>((resolve) => (finish = resolve)));
  const answer = await new TestBrowser(app).post(recovery, { uid_field: "user" });
  assert.equal(expectChallenge(answer, "ak-stage-email").response_errors, undefined);
  finish();
});

test("nothing of a link is made before the answer, for whoever has an account", async (t) => {
  const app = testApp(t);
  const tokens = (): number => app.store.database.rows("SELECT 1 FROM flow_tokens").length;
  await new TestBrowser(app).post(recovery, { uid_field: "user" });
  const atAnswer = tokens();
  assert.equal((await sentMessages(app)).length, 1);
  assert.deepEqual([atAnswer, tokens()], [0, 1]);
});

test("administrators see on their page what could not be sent, without address or body", async (t) => {
  const app = testApp(t, { smtpUrl: "smtp://127.0.0.1:1/" });
  const admin = new TestBrowser(app);
  await admin.signIn("admin");
  assert.doesNotMatch(await (await admin.request("/if/admin/")).text(), /could not be sent/);
  app.store.mailFailures.add({ recipient: "u***@e******.test", reason: "The mail server <said>.", failed: Date.now() });
  const page = await (await admin.request("/if/admin/")).text();
  assert.match(page, /1 message could not be sent/);
  assert.match(
    page,
    /<td><bdi>u\*\*\*@e\*{6}\.test<\/bdi><\/td><td lang="en" dir="ltr">The mail server &lt;said&gt;\.<\/td>/,
  );
});

test("a name in a mail is short, on one line and no link", () => {
  const cases: [name: string, shown: string][] = [
    ["Ada Lovelace", "Ada Lovelace"],
    ["J. R. R. Tolkien", "J. R. R. Tolkien"],
    ["Dr.Müller", ""],
    ["You won! https://evil.example/x now", "You won! now"],
    ["go to evil.example/x or www.x", "go to or"],
    ["ｅｖｉｌ．example", ""],
    ["a\r\nBcc: b", "a Bcc: b"],
    ["x\u202egpj", "x gpj"],
    ["ada@example.test", ""],
    ["a".repeat(70), "a".repeat(64)],
  ];
  assert.deepEqual(
    cases.map(([name]) => nameInMail(name)),
    cases.map(([, shown]) => shown),
  );
});

test("a confirmation mail carries no message of whoever signs up", async (t) => {
  const app = testApp(t);
  const advertising = `Buy now at https://evil.example/ ${"very cheap ".repeat(8)}`;
  await new TestBrowser(app).post("account-sign-up", {
    username: "ada",
    name: advertising,
    email: "victim@example.com",
    password: "x9-lovelace",
    password_repeat: "x9-lovelace",
  });
  const [mail] = await sentMessages(app);
  assert.doesNotMatch(mail?.body ?? "", /evil/);
  assert.match(mail?.body ?? "", /^Hello .{1,64},$/m);
});
