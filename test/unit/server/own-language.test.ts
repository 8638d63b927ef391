/** The language that somebody has set for themselves: on pages, in what is sent to them, and wherever they sign in. */
import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import type { FlowApp as App } from "../../../src/server/http/create-app.ts";
import { expectChallenge, sentMessages, testApp, TestBrowser } from "./support/test-app.ts";

const settings = "default-user-settings-flow";
const account = "/if/user/";

function speaks(app: App, username: string, locale: unknown): void {
  const user = app.store.users.findByUsername(username);
  assert.ok(user);
  app.store.users.update({ ...user, attributes: { settings: { locale } as never } });
}

async function languageAt(browser: TestBrowser, path: string): Promise<string | undefined> {
  return /<html lang="([^"]*)"/.exec(await (await browser.request(path)).text())?.[1];
}

async function signedIn(app: App): Promise<TestBrowser> {
  const browser = new TestBrowser(app);
  await browser.signIn("user");
  return browser;
}

test("pages speak it in whatever browser somebody signs in, unless another was chosen there", async (t: TestContext) => {
  const app = testApp(t);
  speaks(app, "user", "pt_BR");
  const browser = await signedIn(app);
  browser.headers = { "accept-language": "de" };
  assert.equal(await languageAt(browser, account), "pt-BR");
  assert.equal(await languageAt(new TestBrowser(app), "/if/flow/default-authentication-flow/"), "en");
  browser.cookies.set("authentik_language", "fr");
  assert.equal(await languageAt(browser, account), "fr");
});

test("what is no language is passed over", async (t) => {
  const app = testApp(t);
  for (const locale of ["tlh", "", "<b>", 7, ["de"], { de: 1 }]) {
    speaks(app, "user", locale);
    assert.equal(await languageAt(await signedIn(app), account), "en");
  }
});

test("who sets it on their account page sees it at once, and nothing gives the choice back to the browser", async (t) => {
  const app = testApp(t);
  const browser = await signedIn(app);
  browser.cookies.set("authentik_language", "fr");
  const values = { username: "user", name: "User", "attributes.settings.locale": "" };
  const asked = expectChallenge(await browser.get(settings), "ak-stage-prompt");
  assert.deepEqual(asked.fields.map(({ field_key }) => field_key).at(-1), "attributes.settings.locale");
  await browser.post(settings, { ...values, "attributes.settings.locale": "ja-JP" });
  assert.equal(await languageAt(browser, account), "ja");
  assert.equal(browser.cookies.get("authentik_language"), "ja-JP");
  await browser.post(settings, values);
  assert.equal(browser.cookies.get("authentik_language"), undefined);
  assert.equal(await languageAt(browser, account), "en");
});

test("mails and text messages are in it, whoever's browser asked for them", async (t) => {
  const app = testApp(t);
  speaks(app, "user", "de");
  const stranger = new TestBrowser(app);
  stranger.headers = { "accept-language": "fr" };
  await stranger.post("account-recovery", { uid_field: "user" });
  const [mail] = await sentMessages(app);
  assert.match(mail?.body ?? "", /möchte das Passwort Ihres Kontos/);

  const browser = await signedIn(app);
  const sms = "default-authenticator-sms-setup";
  await browser.post(sms, { phone_number: "+4915112345678" });
  const [message] = await sentMessages(app);
  assert.match(message?.body ?? "", /^\d{6} ist .*\n\n@id\.example #\d{6}$/);
});

test("pages that say what went wrong say it in the reader's language", async (t) => {
  const browser = new TestBrowser(testApp(t));
  browser.headers = { "accept-language": "de" };
  const missing = await browser.request("/nowhere/");
  assert.equal(missing.status, 404);
  assert.match(await missing.text(), /<html lang="de"[\s\S]*<h1>Nicht gefunden<\/h1>[\s\S]*>Zur Übersicht</);
  const over = await browser.request("/source/oauth/callback/demo-provider/?code=1&state=2");
  assert.equal(over.status, 400);
  assert.match(await over.text(), /Diese Anmeldung wurde nicht in diesem Browser begonnen/);
});
