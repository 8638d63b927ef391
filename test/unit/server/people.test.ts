import assert from "node:assert/strict";
import { test } from "node:test";
import { flowWith } from "./support/flow-blueprint.ts";
import { addBlueprint, expectChallenge, testApp, TestBrowser } from "./support/test-app.ts";

const home = { component: "xak-flow-redirect", to: "/" };
const to = (slug: string) =>
  `  - { model: authentik_stages_prompt.prompt, id: ${slug}, identifiers: { name: people-${slug} }, attrs: { field_key: ${slug}, label: L, type: text, required: false } }`;

/** A flow that asks for some attributes and writes them. */
function writing(
  slug: string,
  attrs: string,
  keys: readonly string[],
  before: readonly { model: string; attrs?: string }[] = [],
): string {
  const fields = keys.map((key) => `!KeyOf ${key}`).join(", ");
  const stages = [
    ...before,
    { model: "prompt.promptstage", attrs: `fields: [${fields}]` },
    { model: "user_write.userwritestage", attrs },
  ];
  return `${keys.map(to).join("\n")}\n${flowWith(slug, "designation: enrollment", stages)}`;
}

test("whether a user is made, changed or neither is up to the stage", async (t) => {
  const app = testApp(t);
  addBlueprint(app, writing("never", "user_creation_mode: never_create", ["username"]));
  addBlueprint(app, writing("when-required", "user_creation_mode: create_when_required", ["username"]));
  addBlueprint(
    app,
    writing(
      "always",
      "user_creation_mode: always_create, create_users_group: !Find [authentik_core.group, [name, authentik Admins]], user_path_template: people, user_type: internal_service_account",
      ["username"],
    ),
  );
  const denied = await new TestBrowser(app).post("never", { username: "a" });
  assert.equal(
    expectChallenge(denied, "ak-stage-access-denied").error_message,
    "No user found and can't create new user.",
  );
  assert.deepEqual(await new TestBrowser(app).post("when-required", { username: "b" }), home);
  const made = app.store.users.findByUsername("b");
  assert.deepEqual([made?.type, made?.path, made?.is_active], ["external", "users", true]);

  const browser = new TestBrowser(app);
  await browser.signIn("user");
  assert.deepEqual(await browser.post("when-required", { username: "renamed" }), home);
  assert.equal(app.store.users.findByUsername("user"), undefined);
  assert.match(await (await browser.request("/if/user/")).text(), /as renamed/);
  assert.deepEqual(await browser.post("always", { username: "c" }), home);
  const another = app.store.users.findByUsername("c");
  assert.deepEqual([another?.type, another?.path], ["service_account", "people"]);
  assert.equal(app.store.users.groupsOf(another?.pk ?? 0).length, 1);
});

test("attributes are written beside those that are there", async (t) => {
  const app = testApp(t);
  const field = (id: string, key: string) =>
    `  - { model: authentik_stages_prompt.prompt, id: ${id}, identifiers: { name: ${id} }, attrs: { field_key: ${key}, label: L, type: text } }`;
  addBlueprint(
    app,
    `${field("locale", "attributes.settings.locale")}\n${field("phone", "attributes_phone")}\n${flowWith(
      "attributes",
      "designation: stage_configuration",
      [
        { model: "prompt.promptstage", attrs: "fields: [!KeyOf locale, !KeyOf phone]" },
        { model: "user_write.userwritestage", attrs: "" },
      ],
    )}`,
  );
  const user = app.store.users.findByUsername("user");
  assert.ok(user);
  app.store.users.update({ ...user, attributes: { settings: { theme: "dark" }, kept: 1 } });
  const browser = new TestBrowser(app);
  await browser.signIn("user");
  assert.deepEqual(
    await browser.post("attributes", { "attributes.settings.locale": "de", attributes_phone: "123" }),
    home,
  );
  assert.deepEqual(app.store.users.findByUsername("user")?.attributes, {
    settings: { theme: "dark", locale: "de" },
    kept: 1,
    phone: "123",
  });
});

test("without anything to write, or without a name, the flow ends with a reason", async (t) => {
  const app = testApp(t);
  addBlueprint(app, flowWith("nothing", "designation: enrollment", [{ model: "user_write.userwritestage" }]));
  const nothing = await new TestBrowser(app).get("nothing");
  assert.equal(expectChallenge(nothing, "ak-stage-access-denied").error_message, "No Pending data.");
  addBlueprint(app, writing("taken", "user_creation_mode: always_create", ["username"]));
  const denied = await new TestBrowser(app).post("taken", { username: "" });
  const { error_message } = expectChallenge(denied, "ak-stage-access-denied");
  assert.equal(error_message, "Failed to update user. Please try again later.");
});

test("an invitation lets in, lays down data, and is good once or until it expires", async (t) => {
  const app = testApp(t);
  const stage = { model: "invitation.invitationstage" };
  addBlueprint(app, writing("invited", "user_creation_mode: always_create", ["username", "name"], [stage]));
  const invite = (name: string, attrs: string): string => {
    addBlueprint(
      app,
      `  - { model: authentik_stages_invitation.invitation, identifiers: { name: ${name} }, attrs: { ${attrs} } }`,
    );
    return app.store.objects.list("authentik_stages_invitation.invitation").at(-1)?.pk ?? "";
  };
  const single = invite("single", "single_use: true, fixed_data: { username: guest, name: Guest }");
  const message =
    "This invitation is no longer valid, or a part of its link is missing. Ask whoever invited you for a new one.";
  const uninvited = await new TestBrowser(app).get("invited");
  assert.equal(expectChallenge(uninvited, "ak-stage-access-denied").error_message, message);
  const browser = new TestBrowser(app);
  const form = expectChallenge(await browser.get("invited", `itoken=${single.replaceAll("-", "")}`), "ak-stage-prompt");
  assert.deepEqual(
    form.fields.map(({ initial_value }) => initial_value),
    ["guest", "Guest"],
  );
  assert.deepEqual(await browser.post("invited", { username: "guest", name: "Guest" }, `itoken=${single}`), home);
  for (const token of [single, invite("over", "expires: 2020-01-01T00:00:00Z"), "nonsense"]) {
    const denied = await new TestBrowser(app).get("invited", `itoken=${token}`);
    assert.equal(expectChallenge(denied, "ak-stage-access-denied").error_message, message);
  }
  const other = invite("other", "flow: !Find [authentik_flows.flow, [slug, demo-dummy]]");
  expectChallenge(await new TestBrowser(app).get("invited", `token=${other}`), "ak-stage-access-denied");
});

test("where invitations are not needed the flow goes on without", async (t) => {
  const app = testApp(t);
  const stage = { model: "invitation.invitationstage", attrs: "continue_flow_without_invitation: true" };
  addBlueprint(app, flowWith("open", "designation: enrollment", [stage, { model: "dummy.dummystage" }]));
  expectChallenge(await new TestBrowser(app).get("open"), "ak-stage-dummy");
});

test("signing in may end all other sessions of the user", async (t) => {
  const app = testApp(t);
  const old = new TestBrowser(app);
  await old.signIn("user");
  addBlueprint(
    app,
    `  - { model: authentik_stages_user_login.userloginstage, identifiers: { name: default-authentication-login }, attrs: { terminate_other_sessions: true } }`,
  );
  const fresh = new TestBrowser(app);
  await fresh.signIn("user");
  assert.equal((await old.request("/if/user/")).status, 302);
  assert.equal((await fresh.request("/if/user/")).status, 200);
});

test("a consent lasts as long as its stage says", async (t) => {
  const app = testApp(t);
  const browser = new TestBrowser(app);
  await browser.signIn("user");
  const flow = "default-provider-authorization-explicit-consent";
  const isAsked = async (): Promise<boolean> => {
    await browser.request("/demo/authorize/");
    const challenge = await browser.get(flow);
    if (challenge.component !== "ak-stage-consent") return false;
    await browser.post(flow, { token: expectChallenge(challenge, "ak-stage-consent").token });
    return true;
  };
  const setMode = (attrs: string): void =>
    addBlueprint(
      app,
      `  - { model: authentik_stages_consent.consentstage, identifiers: { name: default-provider-authorization-consent }, attrs: { ${attrs} } }`,
    );
  setMode("mode: always_require");
  assert.deepEqual([await isAsked(), await isAsked()], [true, true]);
  setMode("mode: expiring, consent_expire_in: microseconds=1");
  assert.deepEqual([await isAsked(), await isAsked()], [true, true]);
  setMode("mode: permanent");
  assert.deepEqual([await isAsked(), await isAsked()], [true, false]);
});
