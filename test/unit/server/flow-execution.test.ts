import assert from "node:assert/strict";
import { test } from "node:test";
import { flowWith } from "./support/flow-blueprint.ts";
import { addBlueprint, expectChallenge, testApp, TestBrowser } from "./support/test-app.ts";
import { temporaryFolder } from "./support/temporary-folder.ts";

const admins = "group: !Find [authentik_core.group, [name, authentik Admins]]";
const dummy = { model: "dummy.dummystage", attrs: "" };
const to = (path: string) => ({ component: "xak-flow-redirect", to: path });

test("steps follow one another in their order, and the end leads to next", async (t) => {
  const browser = new TestBrowser(testApp(t));
  const names = [await browser.get("demo-dummy"), await browser.post("demo-dummy", {})].map(
    (challenge) => expectChallenge(challenge, "ak-stage-dummy").name,
  );
  assert.deepEqual(names, ["First step", "Second step"]);
  assert.deepEqual(await browser.post("demo-dummy", {}, "next=%2Fdone%3Fa%3D%2525"), to("/done?a=%25"));
});

test("a next that leaves the site, or might, ends in access denied", async (t) => {
  const app = testApp(t);
  addBlueprint(app, flowWith("nothing", "designation: recovery", []));
  const unsafe = [
    "https://evil.example",
    "//evil",
    "/\\evil",
    "\\\\evil",
    "javascript:alert(1)",
    "///evil",
    "/\t/evil",
    "evil",
  ];
  for (const next of unsafe) {
    const challenge = await new TestBrowser(app).get("nothing", `next=${encodeURIComponent(next)}`);
    assert.equal(expectChallenge(challenge, "ak-stage-access-denied").error_message, "Invalid next URL", next);
  }
  assert.deepEqual(await new TestBrowser(app).get("nothing", "next="), to("/"));
  assert.deepEqual(await new TestBrowser(app).get("nothing", "next=%2Fok"), to("/ok"));
});

test("a flow that is not for somebody does what its denied action says", async (t) => {
  const app = testApp(t);
  const required = "designation: recovery, authentication: require_unauthenticated";
  const message = "You are signed in already, and this is for people who are not. Sign out first.";
  for (const action of ["message", "message_continue", "continue"]) {
    addBlueprint(app, flowWith(`denied-${action}`.replace("_", "-"), `${required}, denied_action: ${action}`, [dummy]));
  }
  const browser = new TestBrowser(app);
  await browser.signIn();
  const ask = (slug: string, query: string) => browser.get(slug, query);
  const isMessage = async (slug: string, query: string): Promise<void> => {
    assert.equal(expectChallenge(await ask(slug, query), "ak-stage-access-denied").error_message, message);
  };
  await isMessage("denied-message", "next=%2Fok");
  await isMessage("denied-message-continue", "");
  await isMessage("denied-message-continue", "next=%2F%2Fevil");
  assert.deepEqual(await ask("denied-message-continue", "next=%2Fok"), to("/ok"));
  assert.deepEqual(await ask("denied-continue", "next=%2Fok"), to("/ok"));
  assert.deepEqual(await ask("denied-continue", "next=https%3A%2F%2Fevil"), to("/"));
  assert.deepEqual(await ask("denied-continue", ""), to("/"));
});

test("access denied says which flow it was and who one is", async (t) => {
  const browser = new TestBrowser(testApp(t));
  const denied = expectChallenge(await browser.get("demo-deny", "next=%2Fapp"), "ak-stage-access-denied");
  assert.equal(denied.error_message, "Your account may not use this application.");
  assert.equal(denied.pending_user, "");
  assert.equal(denied.pending_user_avatar, "/static/dist/assets/images/user_default.png");
  assert.equal(denied.flow_info?.title, "Access denied");
  assert.equal(denied.flow_info.cancel_url, "/flows/-/cancel/");
});

test("stages whose groups do not match are dropped when their turn comes", async (t) => {
  const app = testApp(t);
  addBlueprint(
    app,
    flowWith("grouped", "designation: recovery", [{ ...dummy, policy: admins }, { ...dummy, policy: admins }, dummy]),
  );
  const browser = new TestBrowser(app);
  assert.equal(expectChallenge(await browser.get("grouped"), "ak-stage-dummy").name, "grouped-2");
  const admin = new TestBrowser(app);
  await admin.signIn("admin");
  assert.equal(expectChallenge(await admin.get("grouped"), "ak-stage-dummy").name, "grouped-0");
});

test("a flow whose last stage is dropped is done, not denied", async (t) => {
  const app = testApp(t);
  addBlueprint(app, flowWith("all-dropped", "designation: recovery", [{ ...dummy, policy: admins }]));
  assert.deepEqual(await new TestBrowser(app).get("all-dropped", "next=%2Fok"), to("/ok"));
});

test("membership is asked again on every request", async (t) => {
  const app = testApp(t);
  addBlueprint(app, flowWith("watched", "designation: recovery", [{ ...dummy, policy: admins }, dummy]));
  const browser = new TestBrowser(app);
  await browser.signIn("admin");
  assert.equal(expectChallenge(await browser.get("watched"), "ak-stage-dummy").name, "watched-0");
  app.store.users.setGroups(app.store.users.findByUsername("admin")?.pk ?? 0, []);
  assert.equal(expectChallenge(await browser.get("watched"), "ak-stage-dummy").name, "watched-1");
});

test("a binding for nobody in particular does not match somebody anonymous, negated or not", async (t) => {
  const app = testApp(t);
  addBlueprint(
    app,
    flowWith("negated", "designation: recovery", [{ ...dummy, policy: `${admins}, negate: true` }, dummy]),
  );
  assert.equal(expectChallenge(await new TestBrowser(app).get("negated"), "ak-stage-dummy").name, "negated-1");
  const user = new TestBrowser(app);
  await user.signIn();
  assert.equal(expectChallenge(await user.get("negated"), "ak-stage-dummy").name, "negated-0");
});

test("a rejected answer restarts the flow where its binding says so", async (t) => {
  const app = testApp(t);
  const identification = {
    model: "identification.identificationstage",
    attrs: "user_fields: [username], pretend_user_exists: false",
  };
  const stages = [dummy, { ...identification, binding: "invalid_response_action: restart" }];
  addBlueprint(app, flowWith("restarting", "designation: recovery", stages));
  const browser = new TestBrowser(app);
  await browser.get("restarting");
  expectChallenge(await browser.post("restarting", {}), "ak-stage-identification");
  const answer = await browser.postOnce("restarting", { uid_field: "nobody" });
  assert.equal(answer.status, 302);
  expectChallenge(await browser.get("restarting"), "ak-stage-dummy");
});

test("a flow that restarts without showing anything is stopped", async (t) => {
  const app = testApp(t);
  const deny = { model: "deny.denystage", attrs: "deny_message: No.", binding: "invalid_response_action: restart" };
  addBlueprint(app, flowWith("looping", "designation: recovery", [deny]));
  assert.equal(
    expectChallenge(await new TestBrowser(app).get("looping"), "ak-stage-access-denied").error_message,
    "No.",
  );
});

test("a redirect to a flow hands the plan over, and only then a flow that requires it applies", async (t) => {
  const app = testApp(t);
  addBlueprint(app, flowWith("target", "designation: recovery, authentication: require_redirect", [dummy]));
  const redirect = {
    model: "redirect.redirectstage",
    attrs: "mode: flow, target_flow: !Find [authentik_flows.flow, [slug, target]]",
  };
  addBlueprint(app, flowWith("leading", "designation: recovery", [redirect]));
  expectChallenge(await new TestBrowser(app).get("target"), "ak-stage-access-denied");
  const browser = new TestBrowser(app);
  const challenge = expectChallenge(await browser.get("leading", "a=1"), "xak-flow-redirect");
  assert.equal(challenge.to, "/if/flow/target/?a=1");
  assert.equal(challenge.flow_info?.title, "x");
  expectChallenge(await browser.get("target", "a=1"), "ak-stage-dummy");
});

test("a redirect to an address stays the current step", async (t) => {
  const browser = new TestBrowser(testApp(t));
  for (let visit = 0; visit < 2; visit++) {
    assert.equal(
      expectChallenge(await browser.get("demo-redirect-static"), "xak-flow-redirect").to,
      "https://goauthentik.io/",
    );
  }
});

test("a redirect without a target ends in access denied", async (t) => {
  const app = testApp(t);
  addBlueprint(app, flowWith("gone", "designation: recovery", [dummy]));
  const redirect = {
    model: "redirect.redirectstage",
    attrs: "mode: flow, target_flow: !Find [authentik_flows.flow, [slug, gone]]",
  };
  addBlueprint(app, flowWith("astray", "designation: recovery", [redirect]));
  addBlueprint(app, "  - { model: authentik_flows.flow, state: absent, identifiers: { slug: gone } }");
  const denied = expectChallenge(await new TestBrowser(app).get("astray"), "ak-stage-access-denied");
  assert.match(denied.error_message ?? "", /^No target found for Redirect stage/);
});

test("a plan for another flow is dropped", async (t) => {
  const browser = new TestBrowser(testApp(t));
  await browser.get("demo-dummy");
  await browser.post("demo-dummy", {});
  expectChallenge(await browser.get("demo-recovery"), "ak-stage-identification");
  assert.equal(expectChallenge(await browser.get("demo-dummy"), "ak-stage-dummy").name, "First step");
});

test("a failing stage shows its cause to superusers only, and the flow can be tried again", async (t) => {
  const app = testApp(t);
  const anonymous = expectChallenge(await new TestBrowser(app).get("demo-error"), "ak-stage-flow-error");
  assert.deepEqual(Object.keys(anonymous).sort(), ["component", "request_id"]);
  const user = new TestBrowser(app);
  await user.signIn();
  assert.equal("traceback" in (await user.get("demo-error")), false);
  const admin = new TestBrowser(app);
  await admin.signIn("admin");
  const shown = expectChallenge(await admin.get("demo-error"), "ak-stage-flow-error");
  assert.equal(shown.error, "Test error");
  assert.match(shown.traceback ?? "", /Error: Test error/);
});

test("the title names application and user; a broken one stays as it is", async (t) => {
  const app = testApp(t);
  const browser = new TestBrowser(app);
  await browser.signIn();
  await browser.request("/demo/session-end/");
  const slug = "default-provider-invalidation-flow";
  const ended = expectChallenge(await browser.get(slug), "ak-stage-session-end");
  assert.equal(ended.flow_info?.title, "You've signed out of Grafana.");
  assert.equal(ended.brand_name, "Flow Demo");
  assert.equal(ended.application_launch_url, "https://grafana.example/");
  assert.equal(ended.invalidation_flow_url, "/if/flow/default-invalidation-flow/");

  addBlueprint(
    app,
    flowWith("percent", "designation: recovery", [dummy]).replace("title: x", 'title: "100% %(user)s"'),
  );
  assert.equal((await browser.get("percent")).flow_info?.title, "100% %(user)s");
});

test("a restart of the server in the middle of a flow goes unnoticed", async (t) => {
  const dataDir = temporaryFolder(t);
  const before = testApp(t, { dataDir });
  const browser = new TestBrowser(before);
  await browser.post("default-authentication-flow", { uid_field: "user" });
  const cookie = browser.cookies.get("authentik_session") ?? "";
  before.close();

  const later = new TestBrowser(testApp(t, { dataDir }));
  later.cookies.set("authentik_session", cookie);
  const challenge = expectChallenge(await later.get("default-authentication-flow"), "ak-stage-password");
  assert.equal(challenge.pending_user, "user");
});
