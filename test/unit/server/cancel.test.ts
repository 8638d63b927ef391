import assert from "node:assert/strict";
import { test } from "node:test";
import { expectChallenge, testApp, TestBrowser } from "./support/test-app.ts";

const consent = "default-provider-authorization-explicit-consent";

async function leads(browser: TestBrowser, path: string): Promise<string | null> {
  return (await browser.request(path)).headers.get("location");
}

async function isSignedIn(browser: TestBrowser): Promise<boolean> {
  return (await browser.request("/if/user/")).status === 200;
}

/** Where "Cancel" and "Not you?" lead. */
function cancelOf(challenge: { flow_info?: { cancel_url: string } }): string {
  return challenge.flow_info?.cancel_url ?? "";
}

test("whoever does not agree is back at the application, which is told so, and is still signed in", async (t) => {
  const browser = new TestBrowser(testApp(t));
  await browser.signIn("admin");
  await browser.request("/demo/authorize/?redirect_uri=%2Fdemo%2Fauthorized%2F%3Fa%3D1&state=x%26y");
  const asked = expectChallenge(await browser.get(consent), "ak-stage-consent");
  assert.equal(cancelOf(asked), "/flows/-/cancel/?next=%2F");
  const back = await leads(browser, cancelOf(asked));
  assert.equal(back, "/demo/authorized/?a=1&error=access_denied&state=x%26y");
  assert.match(await (await browser.request(back)).text(), /You are not signed in to Grafana/);
  assert.equal(await isSignedIn(browser), true);
  // Once is enough.
  assert.equal(await leads(browser, cancelOf(asked)), "/");
});

test("who agrees is back with the application's own state; other sites are nowhere to go", async (t) => {
  const browser = new TestBrowser(testApp(t));
  await browser.signIn();
  for (const [wanted, to] of [
    ["/demo/authorized/", "/demo/authorized/?state=s"],
    ["https://evil.example/", "/demo/authorized/?state=s"],
    ["http://id.example//evil.example/", "/demo/authorized/?state=s"],
  ] as const) {
    await browser.request(`/demo/authorize/?redirect_uri=${encodeURIComponent(wanted)}&state=s`);
    // Asked once: the consent is remembered.
    const asked = await browser.get(consent);
    const { token } = asked.component === "ak-stage-consent" ? asked : {};
    const answer = token === undefined ? asked : await browser.post(consent, { token });
    assert.deepEqual(answer, { component: "xak-flow-redirect", to });
  }
});

test("a link on another site refuses nothing in somebody's name", async (t) => {
  const browser = new TestBrowser(testApp(t));
  await browser.signIn();
  await browser.request("/demo/authorize/");
  const headers = { "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "document" };
  const away = await browser.request("/flows/-/cancel/", { headers });
  assert.equal(away.headers.get("location"), "/");
  expectChallenge(await browser.get(consent), "ak-stage-consent");
});

test('"Not you?" and "Cancel" sign nobody out on the pages of their account', async (t) => {
  const browser = new TestBrowser(testApp(t));
  await browser.signIn();
  const flows = ["default-authenticator-totp-setup", "default-user-settings-flow", "account-deletion"];
  for (const slug of flows) {
    const challenge = await browser.get(slug);
    assert.equal(cancelOf(challenge), "/flows/-/cancel/?next=%2F", slug);
    assert.equal(await leads(browser, cancelOf(challenge)), "/");
    assert.equal(await leads(browser, "/flows/-/cancel/"), "/");
    assert.equal(cancelOf(await browser.get(slug, "next=%2Fapp")), "/flows/-/cancel/?next=%2Fapp");
  }
  assert.equal(await isSignedIn(browser), true);
});

test('on the way to sign in, "Not you?" leads to the name again', async (t) => {
  const browser = new TestBrowser(testApp(t));
  const asked = await browser.post("default-authentication-flow", { uid_field: "user" });
  assert.equal(cancelOf(asked), "/flows/-/cancel/");
  assert.equal(await leads(browser, cancelOf(asked)), "/flows/-/default/invalidation/");
  expectChallenge(await browser.get("default-authentication-flow"), "ak-stage-identification");
});

test("an application's address is kept over the sign-in on the way", async (t) => {
  const to = await leads(new TestBrowser(testApp(t)), "/demo/authorize/?state=s");
  assert.equal(to, `/flows/-/default/authentication/?next=${encodeURIComponent("/demo/authorize/?state=s")}`);
});
