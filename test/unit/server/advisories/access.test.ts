import assert from "node:assert/strict";
import { test } from "node:test";
import { createApp } from "../../../../src/server/http/create-app.ts";
import { flowModel } from "../../../../src/server/engine/models/flow-model.ts";
import { hashOf, said, signIn, tryPassword } from "../support/advisories.ts";
import { flowWith } from "../support/flow-blueprint.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { addBlueprint, expectChallenge, testApp, TestBrowser } from "../support/test-app.ts";

test("CVE-2024-42490 (authentik): what is for administrators is for nobody else, whatever one knows of it", async (t) => {
  const app = testApp(t);
  const flows = "/api/v3/flows/instances";
  const gets = [
    `${flows}/`,
    `${flows}/cache_info/`,
    ...["", "export/", "diagram/", "execute/"].map((part) => `${flows}/${signIn}/${part}`),
    "/api/v3/flows/bindings/",
    `/api/v3/flows/inspector/${signIn}/`,
    "/if/admin/",
    `/if/admin/flows/${signIn}/`,
    "/demo/outbox/",
  ];
  const posts = [
    `${flows}/import/`,
    `${flows}/cache_clear/`,
    "/if/admin/import/",
    "/api/v3/managed/blueprints/import/",
  ];
  const [nobody, user, admin] = [new TestBrowser(app), new TestBrowser(app), new TestBrowser(app)];
  await user.signIn("user");
  await admin.signIn("admin");
  for (const browser of [nobody, user]) {
    const headers = {
      "x-authentik-csrf": browser.cookies.get("authentik_csrf") ?? "",
      "content-type": "application/json",
    };
    for (const path of gets) assert.ok((await browser.request(path)).status >= 300, path);
    for (const path of posts) {
      const { status } = await browser.request(path, { method: "POST", headers, body: "{}" });
      assert.ok(status >= 300, `${path}: ${status}`);
    }
  }
  // The addresses are right: an administrator gets there.
  for (const path of [
    `${flows}/`,
    `${flows}/${signIn}/export/`,
    "/api/v3/flows/bindings/",
    "/if/admin/",
    "/demo/outbox/",
  ]) {
    assert.equal((await admin.request(path)).status, 200, path);
  }
});

test("CVE-2024-37905 (authentik): nothing in an answer makes it somebody else's", async (t) => {
  const app = testApp(t);
  const before = hashOf(app, "admin");
  const admin = app.store.users.findByUsername("admin");
  const browser = new TestBrowser(app);
  await browser.signIn("user");
  const password = "nine blue whales 42";
  const claims = { user: admin?.pk, pk: admin?.pk, pending_user: admin, uid: admin?.uid, is_superuser: true };
  for (let step = 0; step < 3; step++) {
    await browser.post("default-password-change", { ...claims, password, password_repeat: password });
  }
  assert.equal(hashOf(app, "admin"), before);
  assert.notEqual((await browser.request("/if/admin/")).status, 200);
});

test("GHSA-m9h4-7j9c-55x9 (authentik): reading a configuration does not give away its credentials", async (t) => {
  const app = testApp(t);
  const secret = "do-not-tell-anybody";
  addBlueprint(
    app,
    flowWith("keeps-secrets", "designation: stage_configuration", [
      { model: "email.emailstage", attrs: `use_global_settings: false, host: mail.example, password: ${secret}` },
      { model: "captcha.captchastage", attrs: `public_key: x, private_key: ${secret}` },
      {
        model: "authenticator_sms.authenticatorsmsstage",
        attrs: `provider: twilio, from_number: x, account_sid: x, auth: ${secret}`,
      },
    ]),
  );
  const browser = new TestBrowser(app);
  await browser.signIn("admin");
  const pk = app.store.objects.list(flowModel.name).find(({ data }) => data.slug === "keeps-secrets")?.pk;
  for (const path of [
    "/api/v3/flows/instances/",
    "/api/v3/flows/instances/keeps-secrets/",
    "/api/v3/flows/instances/keeps-secrets/export/",
    "/api/v3/flows/instances/keeps-secrets/diagram/",
    `/api/v3/flows/bindings/?target=${pk}`,
  ]) {
    const response = await browser.request(path);
    assert.equal(response.status, 200, path);
    const text = await response.text();
    assert.ok(!text.includes(secret), path);
  }
});

test("CVE-2023-46249 (authentik): a deleted administrator opens the set-up to nobody", async (t) => {
  const dataDir = temporaryFolder(t);
  const first = createApp({ dataDir });
  const query = first.setUpPath?.split("?")[1] ?? "";
  const owner = new TestBrowser(first, "http://localhost");
  const password = "a long enough sentence 7";
  const { token } = expectChallenge(await owner.get("account-set-up", query), "ak-stage-consent");
  await owner.post("account-set-up", { token }, query);
  await owner.post("account-set-up", { password, password_repeat: password }, query);
  const admin = first.store.users.findByUsername("admin");
  assert.ok(admin && first.store.users.passwordHash(admin.pk) !== null);
  first.store.users.remove(admin.pk);
  const tries = async (app: typeof first): Promise<void> => {
    for (const [method, search] of [
      ["get", ""],
      ["get", query],
      ["post", ""],
      ["post", query],
    ] as const) {
      const browser = new TestBrowser(app, "http://localhost");
      const answer =
        method === "get"
          ? await browser.get("account-set-up", search)
          : await browser.post("account-set-up", { token, password, password_repeat: password }, search);
      expectChallenge(answer, "ak-stage-access-denied");
    }
  };
  await tries(first);
  first.close();
  // The next start tells whoever runs the server another link, and nobody else.
  const second = createApp({ dataDir });
  t.after(() => second.close());
  await tries(second);
  const made = second.store.users.findByUsername("admin");
  assert.ok(made && second.store.users.passwordHash(made.pk) === null);
});

test("CVE-2024-4629 (Keycloak): passwords tried at once are no more than passwords tried in turn", async (t) => {
  const app = testApp(t);
  const browsers = await Promise.all(
    Array.from({ length: 25 }, async () => {
      const browser = new TestBrowser(app);
      await browser.post(signIn, { uid_field: "user" });
      return browser;
    }),
  );
  const answers = await Promise.all(browsers.map((browser) => said(browser, signIn, { password: "wrong" })));
  const tried = answers.filter((answer) => answer === "Invalid password").length;
  assert.ok(tried <= 10, `${tried} were tried`);
  assert.match(await tryPassword(app, "user"), /^Too many attempts/);
});

test("CVE-2026-4633 (Keycloak): a wrong password is told in the same words whether there is such an account or not", async (t) => {
  const app = testApp(t);
  const onePage = "default-authentication-flow-one-page";
  const told = async (uid: string): Promise<string[]> => [
    await tryPassword(app, uid, "wrong"),
    await said(new TestBrowser(app), onePage, { uid_field: uid, password: "wrong" }),
    await tryPassword(app, uid, ""),
  ];
  const known = await told("user");
  assert.equal(known[0], "Invalid password");
  for (const uid of ["nobody", "nobody@example.test", "admin@example.test"])
    assert.deepEqual(await told(uid), known, uid);
});

test("CVE-2026-49443 (authentik): a step that leads to a source is not over without having been there", async (t) => {
  const app = testApp(t);
  const attrs = "source: !Find [authentik_sources_oauth.oauthsource, [slug, demo-provider]]";
  const stages = [{ model: "source.sourcestage", attrs }, { model: "user_login.userloginstage" }];
  addBlueprint(app, flowWith("by-source", "designation: authentication", stages));
  const browser = new TestBrowser(app);
  const bodies = [{}, { component: "xak-flow-redirect" }, { is_sso: true }, { to: "/", resume: "x" }];
  for (const body of bodies) {
    const { to } = expectChallenge(await browser.post("by-source", body), "xak-flow-redirect");
    assert.match(to, /^\/source\/oauth\/login\/demo-provider\/\?resume=/);
    // The link back is for who comes from there.
    await browser.get("by-source", `flow_token=${to.split("=")[1]}`);
    assert.equal((await browser.request("/if/user/")).status, 302);
  }
});

test("CVE-2023-6484 (Keycloak): nothing that was sent begins a line of the log", async (t) => {
  const logged: string[] = [];
  const app = testApp(t, { log: (_level, text) => logged.push(text) });
  addBlueprint(
    app,
    `  - { model: authentik_policies_expression.expressionpolicy, id: p, identifiers: { name: tells }, attrs: { expression: 'ak_logger.warning(str(context["prompt_data"]["note"])); return True' } }
  - { model: authentik_stages_prompt.prompt, id: note, identifiers: { name: note }, attrs: { field_key: note, label: Note, type: text_area } }
${flowWith("notes", "designation: stage_configuration", [
  { model: "prompt.promptstage", attrs: "fields: [!KeyOf note]" },
  {
    model: "dummy.dummystage",
    binding: "evaluate_on_plan: false, re_evaluate_policies: true",
    policy: "policy: !KeyOf p",
  },
])}`,
  );
  const browser = new TestBrowser(app);
  const note = "x\r\nerror: the administrator signed in\u2028again\u0085\u001b[2J";
  expectChallenge(await browser.post("notes", { note }), "ak-stage-dummy");
  assert.ok(logged.some((line) => line.includes("the administrator signed in")));
  for (const line of logged) assert.doesNotMatch(line, /[\p{Cc}\p{Zl}\p{Zp}]/u);
});
