import assert from "node:assert/strict";
import { test } from "node:test";
import { executorUrl } from "../../../src/protocol/flow-url.ts";
import { initialsAvatar } from "../../../src/server/engine/avatar.ts";
import { addBlueprint, demoPassword, expectChallenge, testApp, TestBrowser } from "./support/test-app.ts";

const slug = "default-authentication-flow";
const query = "next=%2Fapp";

test("a sign-in goes as the protocol's transcript has it", async (t) => {
  const app = testApp(t);
  // The transcript is of a sign-in that offers nothing beside.
  const stage = "authentik_stages_identification.identificationstage";
  const plain = "{ enrollment_flow: null, recovery_flow: null }";
  addBlueprint(
    app,
    `  - { model: ${stage}, identifiers: { name: default-authentication-identification }, attrs: ${plain} }
  - { model: authentik_brands.brand, identifiers: { default: true }, attrs: { flow_recovery: null } }`,
  );
  const browser = new TestBrowser(app);
  const url = executorUrl("/", slug, query);

  const first = await browser.request(url);
  assert.equal(first.status, 200);
  assert.match(first.headers.getSetCookie().join("\n"), /^authentik_session=[^;]+; Path=\/; HttpOnly; SameSite=Lax$/);
  const identification = (await first.json()) as Record<string, unknown>;
  assert.deepEqual(identification, {
    flow_info: {
      title: "Sign in",
      background: "/static/dist/assets/images/flow_background.jpg",
      background_themed_urls: null,
      cancel_url: "/flows/-/cancel/?next=%2Fapp",
      layout: "stacked",
    },
    component: "ak-stage-identification",
    user_fields: ["username", "email"],
    pending_user_identifier: null,
    password_fields: false,
    allow_show_password: false,
    flow_designation: "authentication",
    captcha_stage: null,
    passkey_challenge: null,
    primary_action: "Continue",
    sources: [],
    show_source_labels: false,
    enable_remember_me: true,
  });

  const named = await browser.postOnce(
    slug,
    { component: "ak-stage-identification", uid_field: "USER@example.test " },
    query,
  );
  assert.equal(named.status, 302);
  assert.equal(named.headers.get("location"), url);
  assert.equal(await named.text(), "");

  const password = expectChallenge(await browser.get(slug, query), "ak-stage-password");
  assert.equal(password.pending_user, "user");
  assert.match(password.pending_user_avatar, /^data:image\/svg\+xml;base64,/);
  assert.equal("response_errors" in password, false);
  assert.equal("recovery_url" in password, false);

  const wrong = await browser.postOnce(slug, { component: "ak-stage-password", password: "wrong" }, query);
  assert.equal(wrong.status, 200);
  const again = (await wrong.json()) as Record<string, unknown>;
  assert.equal(again.component, "ak-stage-password");
  assert.deepEqual(again.response_errors, { password: [{ string: "Invalid password", code: "invalid" }] });

  const anonymous = browser.cookies.get("authentik_session");
  const right = await browser.postOnce(slug, { password: demoPassword }, query);
  assert.equal(right.status, 302);
  const last = await browser.request(right.headers.get("location") ?? "");
  assert.deepEqual(await last.json(), { component: "xak-flow-redirect", to: "/app" });
  const cookies = last.headers.getSetCookie();
  assert.match(
    cookies.find((line) => line.startsWith("authentik_csrf=")) ?? "",
    /Max-Age=31536000; Path=\/; SameSite=Lax$/,
  );
  assert.match(
    cookies.find((line) => line.startsWith("authentik_device=")) ?? "",
    /Max-Age=2592000; Path=\/; HttpOnly; SameSite=Lax$/,
  );
  assert.notEqual(browser.cookies.get("authentik_session"), anonymous);
});

test("the session key planted before sign-in is worth nothing after it", async (t) => {
  const app = testApp(t);
  const browser = new TestBrowser(app);
  await browser.get(slug);
  const planted = browser.cookies.get("authentik_session") ?? "";
  await browser.signIn();

  const thief = new TestBrowser(app);
  thief.cookies.set("authentik_session", planted);
  const { status, headers } = await thief.request("/if/user/");
  assert.deepEqual([status, headers.getSetCookie()], [302, []]);
  assert.equal((await browser.request("/if/user/")).status, 200);
});

test("users who do not exist are asked for a password like all others, and are always wrong", async (t) => {
  const app = testApp(t);
  const seen: unknown[] = [];
  for (const name of ["user", "nobody"]) {
    const browser = new TestBrowser(app);
    const shown = expectChallenge(
      await browser.post("demo-email-only", { uid_field: `${name}@example.test` }),
      "ak-stage-password",
    );
    const answer = await browser.post("demo-email-only", { password: "wrong" });
    const [known, avatar] = [shown.pending_user, shown.pending_user_avatar];
    assert.equal(known, `${name}@example.test`);
    seen.push([Object.keys(shown).sort(), avatar.split(",")[0], "response_errors" in answer && answer.response_errors]);
  }
  assert.deepEqual(seen[0], seen[1]);
});

test("the picture beside a name is of what was typed, for accounts that there are, too", async (t) => {
  const app = testApp(t);
  const user = app.store.users.findByUsername("user");
  assert.ok(user);
  app.store.users.update({ ...user, name: "Zoe Quinn" });
  for (const name of ["user", "nobody"]) {
    const step = await new TestBrowser(app).post(slug, { uid_field: name });
    assert.equal(expectChallenge(step, "ak-stage-password").pending_user_avatar, initialsAvatar(name), name);
  }
});

test("on one page unknown users and wrong passwords are told the same", async (t) => {
  const app = testApp(t);
  const slug = "default-authentication-flow-one-page";
  const answers = [];
  for (const uid_field of ["user", "nobody"]) {
    const browser = new TestBrowser(app);
    const challenge = expectChallenge(
      await browser.post(slug, { uid_field, password: "wrong" }),
      "ak-stage-identification",
    );
    assert.equal(challenge.password_fields, true);
    answers.push(challenge);
  }
  assert.deepEqual(answers[0], answers[1]);
  assert.deepEqual(answers[0]?.response_errors, {
    non_field_errors: [{ string: "Failed to authenticate.", code: "invalid" }],
  });

  const browser = new TestBrowser(app);
  const done = await browser.post(slug, { uid_field: "user", password: demoPassword });
  assert.deepEqual(done, { component: "xak-flow-redirect", to: "/" });
});

test("nothing typed is told as such", async (t) => {
  const browser = new TestBrowser(testApp(t));
  for (const body of [{}, { uid_field: " " }, { uid_field: null }]) {
    const challenge = expectChallenge(await browser.post(slug, body), "ak-stage-identification");
    const errors = { non_field_errors: [{ string: "No identification data provided.", code: "invalid" }] };
    assert.deepEqual(challenge.response_errors, errors);
  }
});

test("the fifth wrong password ends the flow, and it begins anew", async (t) => {
  const browser = new TestBrowser(testApp(t));
  await browser.post(slug, { uid_field: "user" });
  for (let attempt = 1; attempt < 5; attempt++) {
    expectChallenge(await browser.post(slug, { password: "wrong" }), "ak-stage-password");
  }
  const denied = expectChallenge(await browser.post(slug, { password: "wrong" }), "ak-stage-access-denied");
  assert.equal(
    denied.error_message,
    "The password was wrong too often. Start over to try again, or choose “Forgot password?” there.",
  );
  assert.equal(denied.pending_user, "user");
  assert.equal(denied.flow_info?.cancel_url, "/flows/-/cancel/");
  expectChallenge(await browser.get(slug), "ak-stage-identification");
});

test("an answer without a plan is fed to the first stage of a new one", async (t) => {
  const browser = new TestBrowser(testApp(t));
  const challenge = expectChallenge(await browser.post(slug, { password: "x" }), "ak-stage-identification");
  assert.ok(challenge.response_errors?.non_field_errors);
});

test("whoever is asked whether to stay signed in gets a cookie that lasts, for thirty days at most", async (t) => {
  const app = testApp(t);
  const slug = "demo-stay-signed-in";
  const ages: (string | undefined)[] = [];
  for (const remember_me of [false, "on"]) {
    const browser = new TestBrowser(app);
    await browser.post(slug, { uid_field: "user" });
    expectChallenge(await browser.post(slug, { password: demoPassword }), "ak-stage-user-login");
    const missing = expectChallenge(await browser.post(slug, {}), "ak-stage-user-login");
    assert.deepEqual(missing.response_errors, {
      remember_me: [{ string: "This field is required.", code: "required" }],
    });
    const done = await browser.postOnce(slug, { remember_me });
    const cookies = done.headers.getSetCookie();
    ages.push(/authentik_session=.*Max-Age=(\d+)/.exec(cookies.join("\n"))?.[1]);
    assert.equal(browser.cookies.has("authentik_device"), false);
  }
  assert.deepEqual(ages, [String(12 * 3600), String(30 * 86_400)]);
});

test("somebody signed in has nothing to do in the sign-in flow", async (t) => {
  const browser = new TestBrowser(testApp(t));
  await browser.signIn();
  assert.deepEqual(await browser.get(slug, "next=%2Fapp"), { component: "xak-flow-redirect", to: "/app" });
});

test("signing out keeps a safe next and forgets the rest", async (t) => {
  const browser = new TestBrowser(testApp(t));
  await browser.signIn();
  const done = await browser.get("default-invalidation-flow", "next=%2Fbye");
  assert.deepEqual(done, { component: "xak-flow-redirect", to: "/bye" });
  assert.equal((await browser.request("/if/user/")).status, 302);
});

test("an account deactivated meanwhile is signed out with its next request", async (t) => {
  const app = testApp(t);
  const browser = new TestBrowser(app);
  await browser.signIn();
  const user = app.store.users.findByUsername("user");
  assert.ok(user);
  app.store.users.update({ ...user, is_active: false });
  assert.equal((await browser.request("/if/user/")).status, 400);
  assert.equal((await browser.request("/if/user/")).status, 302);
});

test("a double click on sign-in leaves the browser signed in", async (t) => {
  const browser = new TestBrowser(testApp(t));
  await browser.post(slug, { uid_field: "user" });
  await browser.postOnce(slug, { password: demoPassword });
  const answers = await Promise.all([
    browser.request(executorUrl("/", slug, "")),
    browser.postOnce(slug, { password: "x" }),
  ]);
  // Whichever is second has the session's old key, and is asked to come again.
  const crossed = answers.filter(({ status, headers }) => status === 302 && headers.getSetCookie().length === 0);
  assert.equal(crossed.length, 1);
  assert.equal((await browser.request("/if/user/")).status, 200);
});
