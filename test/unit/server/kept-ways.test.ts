import assert from "node:assert/strict";
import { test } from "node:test";
import { addBlueprint, expectChallenge, testApp, TestBrowser } from "./support/test-app.ts";

test('"Forgot password?" of the password step keeps where somebody was going', async (t) => {
  const app = testApp(t);
  const recovery = "!Find [authentik_flows.flow, [slug, account-recovery]]";
  const brands = app.store.objects.list("authentik_brands.brand");
  const domain = String(brands[0]?.data.domain);
  addBlueprint(
    app,
    `  - { model: authentik_brands.brand, identifiers: { domain: ${domain} }, attrs: { flow_recovery: ${recovery} } }`,
  );
  const query = "next=%2Fapp%3Fa%3D1";
  const step = await new TestBrowser(app).post("default-authentication-flow", { uid_field: "user" }, query);
  const { recovery_url: url } = expectChallenge(step, "ak-stage-password");
  assert.equal(url, `http://id.example/if/flow/account-recovery/?${query}`);
});

test("passkeys are named with the ways that a browser can reach them by", async (t) => {
  const app = testApp(t);
  const browser = new TestBrowser(app);
  await browser.signIn();
  const user = app.store.users.findByUsername("user");
  assert.ok(user);
  const stage = app.store.objects.list("authentik_stages_authenticator_webauthn.authenticatorwebauthnstage")[0]?.pk;
  for (const [id, transports] of [
    ["aa", ["internal", "hybrid"]],
    ["bb", []],
  ] as const) {
    const data = { credentialId: id, publicKey: "", counter: 0, transports: [...transports], aaguid: "" };
    app.store.devices.insert(
      { userPk: user.pk, deviceClass: "webauthn", name: id, stage: stage ?? "", uniqueKey: `webauthn:${id}`, data },
      Date.now(),
    );
  }
  const wanted = [
    { id: "aa", type: "public-key", transports: ["internal", "hybrid"] },
    { id: "bb", type: "public-key" },
  ];
  const setup = await browser.get("default-authenticator-webauthn-setup");
  const { registration } = expectChallenge(setup, "ak-stage-authenticator-webauthn");
  assert.deepEqual(registration.excludeCredentials, wanted);
});
