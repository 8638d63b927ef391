import assert from "node:assert/strict";
import { test } from "node:test";
import { flowWith } from "./support/flow-blueprint.ts";
import { addBlueprint, demoPassword, expectChallenge, testApp, TestBrowser } from "./support/test-app.ts";

const dummy = { model: "dummy.dummystage", attrs: "" };
const accountPages = [
  "default-user-settings-flow",
  "default-password-change",
  "account-deletion",
  ...["totp", "static", "webauthn", "email", "sms"].map((kind) => `default-authenticator-${kind}-setup`),
];

/** Where sign-in is that leads back to the flow's page. */
function signInFor(slug: string, query = ""): string {
  return `/flows/-/default/authentication/?next=${encodeURIComponent(`/if/flow/${slug}/${query}`)}`;
}

test("whoever is not signed in on a page of their account signs in first, and is led back to it with its query", async (t) => {
  const app = testApp(t);
  for (const slug of accountPages) {
    const browser = new TestBrowser(app);
    const page = await browser.request(`/if/flow/${slug}/?next=%2Fif%2Fuser%2F%3Fa%3D1&x=y`);
    const signIn = signInFor(slug, "?next=%2Fif%2Fuser%2F%3Fa%3D1&x=y");
    assert.deepEqual([page.status, page.headers.get("location")], [302, signIn], slug);
  }
  const browser = new TestBrowser(app);
  const flow = await browser.request(signInFor("default-password-change", "?x=y"));
  const query = new URL(flow.headers.get("location") ?? "", "http://id.example").search.slice(1);
  await browser.post("default-authentication-flow", { uid_field: "user" }, query);
  const end = await browser.post("default-authentication-flow", { password: demoPassword }, query);
  assert.deepEqual(end, { component: "xak-flow-redirect", to: "/if/flow/default-password-change/?x=y" });
  expectChallenge(await browser.get("default-password-change", "x=y"), "ak-stage-password");
});

test("programs are told the same", async (t) => {
  const answer = await new TestBrowser(testApp(t)).get("default-user-settings-flow", "x=y");
  assert.deepEqual(answer, { component: "xak-flow-redirect", to: signInFor("default-user-settings-flow", "?x=y") });
});

test("a session that ends in the middle leads to sign-in, which says why", async (t) => {
  const browser = new TestBrowser(testApp(t));
  await browser.signIn();
  const slug = "default-user-settings-flow";
  expectChallenge(await browser.get(slug), "ak-stage-prompt");
  browser.cookies.delete("authentik_session");
  const answer = await browser.post(slug, { username: "user", name: "New Name", email: "user@example.test" });
  assert.deepEqual(answer, { component: "xak-flow-redirect", to: signInFor(slug) });
  const page = await (await browser.request("/if/flow/default-authentication-flow/")).text();
  assert.match(page, /You are signed out by now\. Sign in, and you can go on where you were\./);
});

test("administrators' flows ask for a sign-in too, and tell others that they are not for them", async (t) => {
  const app = testApp(t);
  addBlueprint(
    app,
    flowWith("for-administrators", "designation: recovery, authentication: require_superuser", [dummy]),
  );
  const browser = new TestBrowser(app);
  assert.deepEqual(await browser.get("for-administrators"), {
    component: "xak-flow-redirect",
    to: signInFor("for-administrators"),
  });
  await browser.signIn();
  const denied = expectChallenge(await browser.get("for-administrators"), "ak-stage-access-denied");
  assert.equal(denied.error_message, "This is for administrators only.");
});

test("an administrator's own wish for a message, or to go on, counts more", async (t) => {
  const app = testApp(t);
  const required = "designation: recovery, authentication: require_authenticated";
  addBlueprint(app, flowWith("says", `${required}, denied_action: message`, [dummy]));
  addBlueprint(app, flowWith("goes-on", `${required}, denied_action: continue`, [dummy]));
  const says = expectChallenge(await new TestBrowser(app).get("says"), "ak-stage-access-denied");
  assert.equal(says.error_message, "You have to be signed in for this. Sign in, then open this page again.");
  const goesOn = await new TestBrowser(app).get("goes-on", "next=%2Fok");
  assert.deepEqual(goesOn, { component: "xak-flow-redirect", to: "/ok" });
});
