/** Whatever is missing, unreadable or undecided stops a flow, says under which number, and leaves no step out. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { FlowApp } from "../../../src/server/http/create-app.ts";
import { flowWith, type TestStage } from "./support/flow-blueprint.ts";
import { addBlueprint, expectChallenge, TestBrowser } from "./support/test-app.ts";
import { StoppedServer } from "./support/stopped-server.ts";

const stage: TestStage = { model: "dummy.dummystage" };
const undecided = "This cannot be checked at the moment. Try again later.";
/** Policies of this type can be imported and never decide. */
const geo = (attrs = "") => `
  - { model: authentik_policies_geoip.geoippolicy, id: geo, identifiers: { name: where }, attrs: { countries: [], ${attrs} } }
`;

const pkOf = (app: FlowApp, model: string, index = -1): string => app.store.objects.list(model).at(index)?.pk ?? "";
const dummyModel = "authentik_stages_dummy.dummystage";
const bindingModel = "authentik_flows.flowstagebinding";

describe("a step whose policy cannot be evaluated", () => {
  test("stops the flow when its turn comes; the next try may succeed, and nothing was left out", async (t) => {
    const server = new StoppedServer(t);
    server.add([stage, { ...stage, policy: "policy: !KeyOf geo" }, stage], geo());
    const browser = new TestBrowser(server.app);
    expectChallenge(await browser.get("f"), "ak-stage-dummy");
    server.assertStopped(await browser.post("f", {}), /depends on policies that could not be evaluated: "where"/);
    assert.match(server.logged.join("\n"), /warning \w+ The policy "where" could not be evaluated: GeoIP/);
    server.assertStopped(await browser.get("f"), /"where"/);
    server.corrupt(
      `UPDATE objects SET data = json_set(data, '$.failure_result', json('true')) WHERE model = 'authentik_policies.policybinding'`,
    );
    const { name } = expectChallenge(await browser.get("f"), "ak-stage-dummy");
    assert.equal(name, "f-1");
  });

  test("stops it when it is planned, and nothing is planned", async (t) => {
    const server = new StoppedServer(t);
    server.add(
      [
        stage,
        { ...stage, binding: "evaluate_on_plan: true, re_evaluate_policies: false", policy: "policy: !KeyOf geo" },
      ],
      geo(),
    );
    server.assertStopped(await new TestBrowser(server.app).get("f"), /"where"/);
    const page = await new TestBrowser(server.app).request("/if/flow/f/");
    assert.equal(page.status, 200);
    assert.doesNotMatch(await page.text(), /ak-stage-dummy/);
  });

  test("is due where its binding says so", async (t) => {
    const server = new StoppedServer(t);
    server.add([{ ...stage, policy: "policy: !KeyOf geo, failure_result: true" }], geo());
    expectChallenge(await new TestBrowser(server.app).get("f"), "ak-stage-dummy");
  });
});

describe("a flow whose policy cannot be evaluated", () => {
  const bound = `${geo()}
  - { model: authentik_policies.policybinding, identifiers: { target: !KeyOf flow, policy: !KeyOf geo, order: 0 } }
`;
  for (const action of ["message", "message_continue", "continue"]) {
    test(`lets nobody in and leads nowhere else (denied_action ${action})`, async (t) => {
      const server = new StoppedServer(t);
      addBlueprint(server.app, flowWith("f", `designation: authentication, denied_action: ${action}`, [stage]) + bound);
      for (const browser of [new TestBrowser(server.app), new TestBrowser(server.app)]) {
        const denied = expectChallenge(await browser.get("f", "next=%2Fthere"), "ak-stage-access-denied");
        assert.equal(denied.error_message, undecided);
        await browser.signIn();
      }
      const signedIn = new TestBrowser(server.app);
      await signedIn.signIn();
      expectChallenge(await signedIn.get("f", "next=%2Fthere"), "ak-stage-access-denied");
      assert.match(server.logged.join("\n"), /The policy "where" could not be evaluated/);
    });
  }
});

test("an answer whose policy cannot be evaluated is not taken", async (t) => {
  const server = new StoppedServer(t);
  const prompts = `${geo()}
  - { model: authentik_stages_prompt.prompt, id: a, identifiers: { name: a }, attrs: { field_key: a, label: A, type: text } }
`;
  server.add(
    [{ model: "prompt.promptstage", attrs: "fields: [!KeyOf a], validation_policies: [!KeyOf geo]" }, stage],
    prompts,
  );
  const browser = new TestBrowser(server.app);
  expectChallenge(await browser.get("f"), "ak-stage-prompt");
  const again = expectChallenge(await browser.post("f", { a: "x" }), "ak-stage-prompt");
  assert.deepEqual(again.response_errors, { non_field_errors: [{ string: undecided, code: "invalid" }] });
});

describe("a flow stops when while it is under way", () => {
  const cases: Record<string, [change: (server: StoppedServer) => void, says: RegExp]> = {
    "the binding of its next step is removed": [
      ({ app }) => app.store.objects.remove(pkOf(app, bindingModel)),
      /The stage binding [-\w]+ was removed/,
    ],
    "the next stage is removed": [({ app }) => app.store.objects.remove(pkOf(app, dummyModel)), /was removed/],
    "the next stage is gone, and its binding is not": [
      (server) => server.corrupt(`DELETE FROM objects WHERE pk = '${pkOf(server.app, dummyModel)}'`),
      /The stage [-\w]+ was removed/,
    ],
    "the next stage becomes one of an unknown type": [
      (server) =>
        server.corrupt(
          `UPDATE objects SET model = 'authentik_stages_new.newstage' WHERE pk = '${pkOf(server.app, dummyModel)}'`,
        ),
      /of the type authentik_stages_new\.newstage, which is not known/,
    ],
    "the next stage becomes one that every object has a name for": [
      (server) =>
        server.corrupt(`UPDATE objects SET model = 'constructor' WHERE pk = '${pkOf(server.app, dummyModel)}'`),
      /of the type constructor, which is not known/,
    ],
    "the settings of the next stage cannot be read": [
      (server) =>
        server.corrupt(
          `UPDATE objects SET data = json_set(data, '$.throw_error', 'perhaps') WHERE pk = '${pkOf(server.app, dummyModel)}'`,
        ),
      /cannot be read: throw_error: Must be a valid boolean/,
    ],
    "the binding of the next step cannot be read": [
      (server) =>
        server.corrupt(
          `UPDATE objects SET data = json_set(data, '$.policy_engine_mode', 'most') WHERE pk = '${pkOf(server.app, bindingModel)}'`,
        ),
      /cannot be read: policy_engine_mode/,
    ],
  };
  for (const [name, [change, says]] of Object.entries(cases)) {
    test(name, async (t) => {
      const server = new StoppedServer(t);
      server.add([stage, stage]);
      const browser = new TestBrowser(server.app);
      expectChallenge(await browser.get("f"), "ak-stage-dummy");
      change(server);
      server.assertStopped(await browser.post("f", {}), says);
      server.assertStopped(await browser.get("f"), says);
    });
  }

  test("the password that identification asks for is gone", async (t) => {
    const server = new StoppedServer(t);
    const password =
      "  - { model: authentik_stages_password.passwordstage, id: p, identifiers: { name: p }, attrs: { backends: [authentik.core.auth.InbuiltBackend] } }\n";
    server.add(
      [
        { model: "identification.identificationstage", attrs: "user_fields: [username], password_stage: !KeyOf p" },
        stage,
      ],
      password,
    );
    const browser = new TestBrowser(server.app);
    assert.equal(expectChallenge(await browser.get("f"), "ak-stage-identification").password_fields, true);
    server.corrupt(`DELETE FROM objects WHERE pk = '${pkOf(server.app, "authentik_stages_password.passwordstage")}'`);
    server.assertStopped(
      await browser.post("f", { uid_field: "admin" }),
      /authentik_stages_password.passwordstage\) that the stage refers to/,
    );
  });

  test("a field of a form is gone", async (t) => {
    const server = new StoppedServer(t);
    const prompt =
      "  - { model: authentik_stages_prompt.prompt, id: a, identifiers: { name: a }, attrs: { field_key: a, label: A, type: text } }\n";
    server.add([{ model: "prompt.promptstage", attrs: "fields: [!KeyOf a]" }, stage], prompt);
    const browser = new TestBrowser(server.app);
    expectChallenge(await browser.get("f"), "ak-stage-prompt");
    server.corrupt(`DELETE FROM objects WHERE pk = '${pkOf(server.app, "authentik_stages_prompt.prompt")}'`);
    server.assertStopped(await browser.post("f", {}), /authentik_stages_prompt\.prompt\) that the stage refers to/);
  });
});

test("a stage that fails leaves the flow where it was", async (t) => {
  const server = new StoppedServer(t);
  server.add([stage, { ...stage, attrs: "throw_error: true" }, stage]);
  const browser = new TestBrowser(server.app);
  expectChallenge(await browser.get("f"), "ak-stage-dummy");
  expectChallenge(await browser.post("f", {}), "ak-stage-flow-error");
  for (let count = 0; count < 2; count++) expectChallenge(await browser.get("f"), "ak-stage-flow-error");
  assert.equal(server.unexpected.length, 3);
});
