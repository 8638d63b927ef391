/** The client that authentik publishes, unmodified, goes through every kind of flow; its parsers take every answer. */
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  type ChallengeTypes,
  type FlowChallengeResponseRequest,
  type FlowsApi,
  instanceOfAuthenticatorStaticChallenge,
} from "@goauthentik/api";
import { Secret, TOTP } from "otpauth";
import { demoPassword, serve, type Served } from "./support/serve.ts";
import { appClock } from "../support/totp-step.ts";

type Component = ChallengeTypes["component"];
type ChallengeAs<C extends Component> = Extract<ChallengeTypes, { component: C }>;

/** A person at one flow, who expects each screen before answering it. */
class Walk {
  readonly #flows: FlowsApi;
  readonly #at: { flowSlug: string; query: string };

  constructor(flows: FlowsApi, flowSlug: string, query = "") {
    this.#flows = flows;
    this.#at = { flowSlug, query };
  }

  async see<C extends Component>(component: C): Promise<ChallengeAs<C>> {
    return expect(await this.#flows.flowsExecutorGet(this.#at), component);
  }

  async answer<C extends Component>(answer: FlowChallengeResponseRequest, then: C): Promise<ChallengeAs<C>> {
    const next = await this.#flows.flowsExecutorSolve({ ...this.#at, flowChallengeResponseRequest: answer });
    return expect(next, then);
  }
}

function expect<C extends Component>(challenge: ChallengeTypes, component: C): ChallengeAs<C> {
  assert.equal(challenge.component, component, JSON.stringify(challenge));
  return challenge as ChallengeAs<C>;
}

async function linkIn({ app }: Served): Promise<{ slug: string; query: string }> {
  await app.mailQueue.idle();
  const [, slug = "", query = ""] = /\/if\/flow\/([^/]+)\/\?(\S+)/.exec(app.store.outbox.list()[0]?.body ?? "") ?? [];
  return { slug, query };
}

async function signIn(flows: FlowsApi, name: string): Promise<void> {
  const walk = new Walk(flows, "default-authentication-flow");
  await walk.answer({ component: "ak-stage-identification", uidField: name }, "ak-stage-password");
  await walk.answer({ component: "ak-stage-password", password: demoPassword }, "xak-flow-redirect");
}

test("enrollment, with its link by email in another browser", async (t) => {
  const served = await serve(t);
  const walk = new Walk(served.flows, "account-sign-up");
  const { fields } = await walk.see("ak-stage-prompt");
  assert.deepEqual(
    fields.map(({ type }) => type),
    ["email", "text", "username", "password", "password"],
  );
  const answer = {
    component: "ak-stage-prompt",
    username: "ada",
    name: "Ada",
    email: "ada@example.test",
    password: "analytical engine",
    password_repeat: "analytical engine",
  } as const;
  await walk.answer(answer, "ak-stage-email");
  const { slug, query } = await linkIn(served);
  const there = new Walk(served.another(), slug, query);
  const { token } = await there.see("ak-stage-consent");
  await there.answer({ component: "ak-stage-consent", token }, "xak-flow-redirect");
  assert.equal(served.app.store.users.findByUsername("ada")?.is_active, true);
});

test("recovery", async (t) => {
  const served = await serve(t);
  const walk = new Walk(served.flows, "account-recovery");
  const identification = { component: "ak-stage-identification", uidField: "user" } as const;
  await walk.answer(identification, "ak-stage-email");
  const again = await walk.answer({ component: "ak-stage-email" }, "ak-stage-email");
  assert.equal(
    again.responseErrors?.nonFieldErrors?.[0]?.code ?? again.responseErrors?.non_field_errors?.[0]?.code,
    "email-sent",
  );
  const { slug, query } = await linkIn(served);
  const link = new Walk(served.flows, slug, query);
  const { token } = await link.see("ak-stage-consent");
  await link.answer({ component: "ak-stage-consent", token }, "ak-stage-prompt");
  const chosen = { component: "ak-stage-prompt", password: "blue whale 42", password_repeat: "blue whale 42" } as const;
  await link.answer(chosen, "xak-flow-redirect");
});

test("setting up an authenticator app and recovery codes, and signing in with them", async (t) => {
  const served = await serve(t);
  await signIn(served.flows, "user");
  const setup = new Walk(served.flows, "default-authenticator-totp-setup");
  const { configUrl } = await setup.see("ak-stage-authenticator-totp");
  const secret = Secret.fromBase32(new URL(configUrl).searchParams.get("secret") ?? "");
  const code = (timestamp: number): string => new TOTP({ secret }).generate({ timestamp });
  const clock = appClock();
  const first = { component: "ak-stage-authenticator-totp", code: code(clock.before()) } as const;
  await setup.answer(first, "xak-flow-redirect");
  const codes = new Walk(served.flows, "default-authenticator-static-setup");
  const shown = await codes.see("ak-stage-authenticator-static");
  assert.ok(instanceOfAuthenticatorStaticChallenge(shown) && shown.codes.length === 6);
  await codes.answer({ component: "ak-stage-authenticator-static" }, "xak-flow-redirect");

  const login = new Walk(served.another(), "default-authentication-flow-mfa");
  await login.answer({ component: "ak-stage-identification", uidField: "user" }, "ak-stage-password");
  const password = { component: "ak-stage-password", password: demoPassword } as const;
  const { deviceChallenges } = await login.answer(password, "ak-stage-authenticator-validate");
  assert.deepEqual(
    deviceChallenges.map(({ deviceClass }) => deviceClass),
    ["totp", "static"],
  );
  const [selectedChallenge] = deviceChallenges;
  assert.ok(selectedChallenge);
  const chosen = { component: "ak-stage-authenticator-validate", selectedChallenge } as const;
  await login.answer(chosen, "ak-stage-authenticator-validate");
  const right = { component: "ak-stage-authenticator-validate", code: code(clock.now()) } as const;
  await login.answer(right, "xak-flow-redirect");
});

test("consent", async (t) => {
  const served = await serve(t);
  await signIn(served.flows, "user");
  const execute = `http://127.0.0.1/demo/authorize/`;
  const session = [...served.jar].map((pair) => pair.join("=")).join("; ");
  await served.app.fetch(new Request(execute, { headers: { cookie: session } }));
  const walk = new Walk(served.flows, "default-provider-authorization-explicit-consent");
  const { permissions, token, headerText } = await walk.see("ak-stage-consent");
  assert.deepEqual(
    permissions.map(({ id }) => id),
    ["profile", "email"],
  );
  assert.equal(headerText, "You're about to sign into Grafana.");
  const { to } = await walk.answer({ component: "ak-stage-consent", token }, "xak-flow-redirect");
  assert.equal(to, "/demo/authorized/");
});

test("signing out, and deleting the account", async (t) => {
  const { flows, app } = await serve(t);
  await signIn(flows, "user");
  await new Walk(flows, "default-invalidation-flow").see("xak-flow-redirect");
  await signIn(flows, "user");
  const walk = new Walk(flows, "account-deletion");
  await walk.see("ak-stage-prompt");
  await walk.answer({ component: "ak-stage-prompt", confirm_username: "user" }, "xak-flow-redirect");
  assert.equal(app.store.users.findByUsername("user"), undefined);
});

test("the administration of flows", async (t) => {
  const { flows, managed } = await serve(t);
  await signIn(flows, "admin");
  const list = await flows.flowsInstancesList({ designation: "recovery", ordering: "slug" });
  assert.ok(list.results.some(({ slug }) => slug === "account-recovery"));
  assert.equal(list.pagination.count, list.results.length);
  const flow = await flows.flowsInstancesRetrieve({ slug: "account-recovery" });
  assert.equal(flow.stages.length, 6);
  const at = { slug: flow.slug };
  const changed = await flows.flowsInstancesPartialUpdate({ ...at, patchedFlowRequest: { compatibilityMode: true } });
  assert.equal(changed.compatibilityMode, true);
  const { diagram } = await flows.flowsInstancesDiagramRetrieve(at);
  assert.match(diagram, /^graph TD\n/);
  const bindings = await flows.flowsBindingsList({ target: flow.pk });
  assert.deepEqual(
    bindings.results.map(({ order }) => order),
    [10, 20, 25, 30, 40, 100],
  );
  const response = await flows.flowsInstancesExportRetrieveRaw(at);
  const yaml = await response.raw.text();
  const result = await managed.managedBlueprintsImportCreate({ file: new File([yaml], "flow.yaml") });
  assert.equal(result.success, true);
  assert.ok(result.logs.length > 10);
});
