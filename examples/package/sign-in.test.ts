import { FlowSession } from "flow-interface/session";
import { createTestExecutor, fixtures, mockFlow } from "flow-interface/testing";
import { afterAll, expect, test } from "vitest";

const executor = await createTestExecutor(`
version: 1
entries:
  - { model: authentik_flows.flow, id: flow, identifiers: { slug: passkeys }, attrs: { name: x, title: Sign in, designation: authentication } }
  - { model: authentik_stages_identification.identificationstage, id: who, identifiers: { name: who }, attrs: { user_fields: [username] } }
  - { model: authentik_stages_authenticator_validate.authenticatorvalidatestage, id: key, identifiers: { name: key }, attrs: { device_classes: [webauthn], not_configured_action: deny } }
  - { model: authentik_stages_user_login.userloginstage, id: login, identifiers: { name: login } }
  - { model: authentik_flows.flowstagebinding, identifiers: { target: !KeyOf flow, stage: !KeyOf who, order: 10 } }
  - { model: authentik_flows.flowstagebinding, identifiers: { target: !KeyOf flow, stage: !KeyOf key, order: 20 } }
  - { model: authentik_flows.flowstagebinding, identifiers: { target: !KeyOf flow, stage: !KeyOf login, order: 30 } }
`);
afterAll(() => executor.close());

test("somebody signs in with a passkey", async () => {
  executor.addAccount({ username: "ada", password: "a password of ada's", passkey: true });
  const flow = executor.browser().flow("passkeys", "next=/app");
  await flow.start();
  const state = await flow.submit({ uid_field: "ada" });
  if (state.status !== "showing") throw new Error(state.status);
  expect(await flow.submit(executor.passkey("ada").answer(state.challenge))).toMatchObject({ to: "/app" });
});

test("a refused password is asked for again", async () => {
  const mock = mockFlow([fixtures["ak-stage-password"](), fixtures["xak-flow-redirect"]({ to: "/app" })]);
  const flow = new FlowSession({ slug: "any", apiBase: "https://id.example", fetch: mock.fetch });
  await flow.start();
  mock.rejectNext({ password: "Wrong." });
  expect(await flow.submit({ password: "typo" })).toMatchObject({ status: "showing" });
  expect(await flow.submit({ password: "right" })).toMatchObject({ status: "leaving", to: "/app" });
  expect(mock.answers).toEqual([{ password: "typo" }, { password: "right" }]);
});
