import assert from "node:assert/strict";
import { test } from "node:test";
import type { Inspection } from "../../../src/protocol/inspection.ts";
import type { FlowApp } from "../../../src/server/http/create-app.ts";
import { isJsonObject, type JsonObject } from "../../../src/server/store/json-value.ts";
import { keyDigest } from "../../../src/server/store/key-digest.ts";
import { addBlueprint, demoPassword, testApp, TestBrowser } from "./support/test-app.ts";

const slug = "default-authentication-flow";
const url = `/api/v3/flows/inspector/${slug}/`;

const twoSteps = `
  - model: authentik_flows.flow
    id: flow
    identifiers: { slug: inspected }
    attrs: { name: Inspected, title: Inspected, designation: stage_configuration }
  - model: authentik_stages_dummy.dummystage
    id: first
    identifiers: { name: first }
  - model: authentik_stages_dummy.dummystage
    id: second
    identifiers: { name: second }
  - model: authentik_flows.flowstagebinding
    identifiers: { target: !KeyOf flow, stage: !KeyOf first, order: 0 }
  - model: authentik_flows.flowstagebinding
    identifiers: { target: !KeyOf flow, stage: !KeyOf second, order: 1 }`;

async function inspection(browser: TestBrowser, of = "inspected"): Promise<Inspection> {
  const response = await browser.request(`/api/v3/flows/inspector/${of}/`);
  assert.equal(response.status, 200);
  return (await response.json()) as Inspection;
}

/** Puts data into the browser's session that no flow of the demonstration makes. */
function changeSession(app: FlowApp, browser: TestBrowser, data: JsonObject): void {
  const [, payload = ""] = browser.cookies.get("authentik_session")?.split(".") ?? [];
  const { sid } = JSON.parse(Buffer.from(payload, "base64url").toString()) as { sid: string };
  const record = app.store.sessions.get(keyDigest(sid), Date.now());
  assert.ok(isJsonObject(record?.data));
  app.store.sessions.save({ ...record, data: { ...record.data, ...data } });
}

async function administrator(t: Parameters<typeof testApp>[0]): Promise<TestBrowser> {
  const app = testApp(t);
  addBlueprint(app, twoSteps);
  const browser = new TestBrowser(app);
  await browser.signIn("admin");
  return browser;
}

test("whoever is signed out is refused, whoever is no administrator finds nothing", async (t) => {
  const app = testApp(t);
  const stranger = await new TestBrowser(app).request(url);
  assert.equal(stranger.status, 403);
  assert.deepEqual(await stranger.json(), { detail: "Authentication credentials were not provided." });
  const browser = new TestBrowser(app);
  await browser.signIn("user");
  assert.equal((await browser.request(url)).status, 404);
});

test("an unknown flow is not found, for administrators too", async (t) => {
  const browser = await administrator(t);
  assert.equal((await browser.request("/api/v3/flows/inspector/nowhere/")).status, 404);
});

test("without plan and history there is nothing to inspect", async (t) => {
  const app = testApp(t);
  const browser = new TestBrowser(app);
  await browser.signIn("admin");
  changeSession(app, browser, { history: [] });
  const response = await browser.request(url);
  assert.equal(response.status, 400);
  assert.equal(await response.text(), "");
});

test("shows the current step and the next one, then the history", async (t) => {
  const browser = await administrator(t);
  await browser.get("inspected");
  const before = await inspection(browser);
  assert.equal(before.is_completed, false);
  assert.deepEqual(before.plans, []);
  assert.equal(before.current_plan?.current_stage.stage_obj?.name, "first");
  assert.equal(before.current_plan.next_planned_stage.stage_obj?.name, "second");
  assert.match(before.current_plan.session_id, /^[0-9a-f]{64}$/);

  await browser.post("inspected", {});
  const between = await inspection(browser);
  assert.deepEqual(
    between.plans.map(({ current_stage }) => current_stage.stage_obj?.name),
    ["first"],
  );
  assert.deepEqual(between.current_plan?.next_planned_stage, {
    target: null,
    stage: null,
    evaluate_on_plan: false,
    re_evaluate_policies: false,
    order: null,
    policy_engine_mode: null,
    invalid_response_action: null,
  });

  await browser.post("inspected", {});
  const after = await inspection(browser);
  assert.equal(after.is_completed, true);
  assert.equal(after.plans.length, 2);
  assert.equal(after.current_plan?.current_stage.stage_obj?.name, "second");
});

test("tells stages with their type and the flows that use them", async (t) => {
  const browser = await administrator(t);
  await browser.get("inspected");
  const { current_plan: plan } = await inspection(browser);
  const stage = plan?.current_stage.stage_obj;
  assert.equal(stage?.component, "ak-stage-dummy-form");
  assert.equal(stage.verbose_name, "Dummy Stage");
  assert.equal(stage.meta_model_name, "authentik_stages_dummy.dummystage");
  assert.deepEqual(
    stage.flow_set.map(({ slug, export_url }) => [slug, export_url]),
    [["inspected", "/api/v3/flows/instances/inspected/export/"]],
  );
});

test("names users, and hides passwords, tokens, codes and keys", async (t) => {
  const app = testApp(t);
  const browser = new TestBrowser(app);
  await browser.signIn("admin");
  await browser.get("demo-dummy");
  const user = app.store.users.findByUsername("user");
  assert.ok(user);
  const context = {
    pending_user: user,
    prompt_data: { password: "hunter2", attributes: { token: "t0ken" }, username: "user", again: "hunter2" },
    "goauthentik.io/stages/captcha/private_key": "k3y",
    device: { code: "123456", confirmed: true },
  };
  app.store.objects.insert({
    model: "authentik_stages_prompt.prompt",
    uniqueKey: null,
    data: { type: "password", field_key: "again" },
  });
  const flow = app.store.objects.list("authentik_flows.flow").find(({ data }) => data["slug"] === "demo-dummy");
  assert.ok(flow);
  changeSession(app, browser, { plan: { flow: flow.pk, bindings: [], context, restarts: 0 } });
  const { current_plan: plan } = await inspection(browser, "demo-dummy");
  assert.deepEqual(plan?.plan_context, {
    pending_user: { username: "user", pk: user.pk, email: user.email },
    prompt_data: { password: "********", attributes: { token: "********" }, username: "user", again: "********" },
    "goauthentik.io/stages/captcha/private_key": "********",
    device: { code: "********", confirmed: true },
  });
  assert.ok(!JSON.stringify(plan).includes(demoPassword));
});
