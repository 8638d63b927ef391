/** The mail server that a stage names for itself, in place of the installation's. */
import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import { installationMail, MailError, Mailer, type MailSettings } from "../../../src/server/engine/mail/mailer.ts";
import { openStore, type Store } from "../../../src/server/store/store.ts";
import { mailServer } from "./support/mail-server.ts";
import { temporaryFolder } from "./support/temporary-folder.ts";

const mail = { to: "ada@example.test", subject: "Hello", text: "Hello", html: "<p>Hello</p>" };

async function own(t: TestContext): Promise<{ store: Store; settings: MailSettings; lines: () => string[] }> {
  const store = openStore(temporaryFolder(t));
  t.after(() => store.database.close());
  const { url, lines } = await mailServer(t);
  const { hostname: host, port } = new URL(url);
  const from_address = "stage@mail.example";
  const settings = { ...installationMail, use_global_settings: false, host, port: Number(port), from_address };
  return { store, settings, lines };
}

test("is sent by, with the stage's address and without a name where there is none", async (t) => {
  const { store, settings, lines } = await own(t);
  const mailer = new Mailer(store.outbox, "smtp://127.0.0.1:1/");
  await mailer.send(mail, settings, 0);
  const commands = lines().filter((line) => /^(AUTH|MAIL|RCPT|STARTTLS)/.test(line));
  assert.deepEqual(commands, ["MAIL FROM:<stage@mail.example>", "RCPT TO:<ada@example.test>"]);
  await assert.rejects(mailer.send(mail, { ...settings, use_global_settings: true }, 0), MailError);
  assert.deepEqual(store.outbox.list(), []);
});

test("is told the name and the password of the stage", async (t) => {
  const { store, settings, lines } = await own(t);
  await new Mailer(store.outbox, undefined).send(mail, { ...settings, username: "ada", password: "s3cret" }, 0);
  const credentials = Buffer.from("\0ada\0s3cret").toString("base64");
  assert.ok(lines().includes(`AUTH PLAIN ${credentials}`), lines().join());
});

for (const want of ["use_tls", "use_ssl"] as const) {
  test(`is told nothing where it does not encrypt although it has to (${want})`, async (t) => {
    const { store, settings, lines } = await own(t);
    const wanting = { ...settings, username: "ada", password: "s3cret", [want]: true };
    await assert.rejects(new Mailer(store.outbox, undefined).send(mail, wanting, 0), MailError);
    assert.deepEqual(
      lines().filter((line) => /^(AUTH|MAIL|RCPT)/.test(line)),
      [],
    );
  });
}
