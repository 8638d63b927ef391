import assert from "node:assert/strict";
import { test } from "node:test";
import type { FlowApp } from "../../../../src/server/http/create-app.ts";
import { enrolment, hashOf, mailedLink, recovery, said, tryPassword } from "../support/advisories.ts";
import { mailServer } from "../support/mail-server.ts";
import { demoPassword, expectChallenge, sentMessages, testApp, TestBrowser } from "../support/test-app.ts";

const password = "nine blue whales 42";
const chosen = { password, password_repeat: password };

async function askForLink(app: FlowApp, uid: string, browser = new TestBrowser(app)): Promise<TestBrowser> {
  expectChallenge(await browser.post(recovery, { uid_field: uid }), "ak-stage-email");
  return browser;
}

test("CVE-2023-39522 (authentik): recovery tells nobody who exists", async (t) => {
  const app = testApp(t);
  const ask = async (uid_field: string): Promise<string> => {
    const browser = new TestBrowser(app);
    const answer = await browser.postOnce(recovery, { uid_field });
    const body = { status: answer.status, location: answer.headers.get("location"), next: await browser.get(recovery) };
    const all = JSON.stringify({ ...body, again: await browser.post(recovery, {}) });
    // An address that was typed is shown as it was typed, whoever's it is.
    assert.equal(all.split(`"email":"${uid_field}"`).length > 1, uid_field.includes("@"), uid_field);
    return all.replaceAll(`"email":"${uid_field}"`, '"email":null');
  };
  const known = await ask("user");
  for (const uid of ["nobody", "nobody@example.test", "admin@example.test", "USER@example.test"]) {
    assert.equal(await ask(uid), known, uid);
  }
  const recipients = (await sentMessages(app)).map(({ recipient }) => recipient);
  assert.deepEqual(new Set(recipients), new Set(["user@example.test", "admin@example.test"]));
});

test("CVE-2023-26481 (authentik): a recovery link sets the password of nobody but the one it was made for", async (t) => {
  const app = testApp(t);
  const before = hashOf(app, "admin");
  await askForLink(app, "user");
  const { slug, query } = await mailedLink(app);
  // Whoever has the link has begun to recover another account in the same browser.
  const browser = await askForLink(app, "admin");
  const { token } = expectChallenge(await browser.get(slug, query), "ak-stage-consent");
  const other = { uid_field: "admin", username: "admin", pending_user: { pk: 2 }, pk: 2 };
  expectChallenge(await browser.post(slug, { ...other, token }, query), "ak-stage-prompt");
  expectChallenge(await browser.post(slug, { ...other, ...chosen }, query), "xak-flow-redirect");
  assert.equal(hashOf(app, "admin"), before);
  assert.equal(await tryPassword(app, "user", password), "xak-flow-redirect");
});

test("CVE-2026-18963 (Keycloak): nobody gets past the mail without its link", async (t) => {
  const app = testApp(t);
  const before = hashOf(app, "user");
  const browser = await askForLink(app, "user");
  const answers = [
    {},
    chosen,
    { ...chosen, tryAnotherWay: "on" },
    { token: "", is_restored: true },
    { uid_field: "user", ...chosen },
    { component: "ak-stage-prompt", ...chosen },
  ];
  for (const body of answers) {
    expectChallenge(await browser.post(recovery, body), "ak-stage-email");
    const shown = await browser.get(recovery, "flow_token=0000&is_restored=1");
    assert.deepEqual(shown, { component: "xak-flow-redirect", to: `/if/flow/${recovery}/?is_restored=1` });
  }
  assert.equal(hashOf(app, "user"), before);
});

test("CVE-2026-37982 (Keycloak): a link that was used is good for nothing more, in no browser", async (t) => {
  const app = testApp(t);
  await askForLink(app, "user");
  const { slug, query } = await mailedLink(app);
  const owner = new TestBrowser(app);
  const { token } = expectChallenge(await owner.get(slug, query), "ak-stage-consent");
  await owner.post(slug, { token }, query);
  expectChallenge(await owner.post(slug, chosen, query), "xak-flow-redirect");
  const after = hashOf(app, "user");
  for (const browser of [new TestBrowser(app), owner]) {
    expectChallenge(await browser.get(slug, query), "xak-flow-redirect");
    await browser.post(slug, { token }, query);
    await browser.post(slug, { password: demoPassword, password_repeat: demoPassword }, query);
  }
  assert.equal(hashOf(app, "user"), after);
});

test("CVE-2017-12161 (Keycloak): whoever asks does not say where the link in a reset mail leads", async (t) => {
  const open = testApp(t);
  const forged = new TestBrowser(open, "http://evil.example");
  assert.equal((await forged.postOnce(recovery, { uid_field: "user" })).status, 421);
  const claims = { "x-forwarded-host": "evil.example", forwarded: "host=evil.example", "x-host": "evil.example" };
  const claimed = new TestBrowser(open);
  claimed.headers = claims;
  await askForLink(open, "user", claimed);
  assert.equal((await mailedLink(open)).origin, "http://id.example");
  assert.equal((await sentMessages(open)).length, 1);

  // A proxy of ours that lets the header of its client through.
  const proxied = testApp(t, { trustedProxies: ["127.0.0.1"] });
  const through = new TestBrowser(proxied);
  through.headers = { "x-forwarded-host": "evil.example" };
  assert.equal((await through.postOnce(recovery, { uid_field: "user" })).status, 421);
  assert.deepEqual(await sentMessages(proxied), []);
});

test("CVE-2025-8419 (Keycloak): an address is no way to give the mail server orders", async (t) => {
  const { url, lines } = await mailServer(t);
  const app = testApp(t, { smtpUrl: url });
  const addresses = [
    "a@example.test\r\nRCPT TO:<x@evil.example>",
    '"a\r\nRCPT TO:<x@evil.example>"@example.test',
    "a\n.\nMAIL FROM:<x@evil.example>@example.test",
    "a@example.test>\u010d\u010aRCPT TO:<x@evil.example",
    "a@example.test, x@evil.example",
  ];
  for (const [index, email] of addresses.entries()) {
    const form = { username: `new${index}`, name: "", email, ...chosen };
    assert.notEqual(await said(new TestBrowser(app), enrolment, form), "ak-stage-email", email);
    await new TestBrowser(app).post(recovery, { uid_field: email });
  }
  await askForLink(app, "user");
  await app.mailQueue.idle();
  const orders = lines().filter((line) => /^(MAIL FROM|RCPT TO):/i.test(line));
  assert.deepEqual(orders, ["MAIL FROM:<id@mail.example>", "RCPT TO:<user@example.test>"]);
});

test("CVE-2022-1274 (Keycloak): what somebody calls themselves is no markup and no link in a mail", async (t) => {
  const { url, lines } = await mailServer(t);
  const app = testApp(t, { smtpUrl: url });
  const name = '<a href="https://evil.example/">Click</a> <img src=x> www.evil.example';
  const form = { username: "ada", name, email: "ada@example.test", ...chosen };
  assert.equal(await said(new TestBrowser(app), enrolment, form), "ak-stage-email");
  await app.mailQueue.idle();
  const text = lines().join("\n").replaceAll("=\n", "").replaceAll("=3D", "=");
  assert.doesNotMatch(text, /evil\.example/);
  const [markup = ""] = /<!doctype html>[^]*<\/html>/.exec(text) ?? [];
  assert.match(markup, /Confirm email address<\/a>/);
  assert.match(markup, /img src=x/);
  assert.doesNotMatch(markup, /<img/);
});

test("CVE-2025-7365 (Keycloak): nobody is asked by mail to confirm somebody else's account with their address", async (t) => {
  const app = testApp(t);
  for (const email of ["user@example.test", "User@Example.test", "ｕser@example.test"]) {
    const answer = await said(new TestBrowser(app), enrolment, { username: "mallory", name: "", email, ...chosen });
    assert.ok(["ak-stage-access-denied", "Enter a valid email address."].includes(answer), `${email}: ${answer}`);
  }
  assert.deepEqual(await sentMessages(app), []);
  assert.equal(app.store.users.findByUsername("mallory"), undefined);
});
