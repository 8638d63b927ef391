/** The client that authentik publishes, unmodified, drives the server over a real connection. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { ResponseError } from "@goauthentik/api";
import { demoPassword, serve } from "./support/serve.ts";

const slug = "default-authentication-flow";

test("a whole sign-in and sign-out, a wrong password included", async (t) => {
  const { flows, jar } = await serve(t);
  const at = { flowSlug: slug, query: "next=%2Fapp%3Fa%3D1" };

  const identification = await flows.flowsExecutorGet(at);
  assert.equal(identification.component, "ak-stage-identification");
  assert.deepEqual("userFields" in identification && identification.userFields, ["username", "email"]);

  const password = await flows.flowsExecutorSolve({
    ...at,
    flowChallengeResponseRequest: { component: "ak-stage-identification", uidField: "user" },
  });
  assert.equal(password.component, "ak-stage-password");
  assert.equal("pendingUser" in password && password.pendingUser, "user");

  const wrong = await flows.flowsExecutorSolve({
    ...at,
    flowChallengeResponseRequest: { component: "ak-stage-password", password: "wrong" },
  });
  assert.equal(wrong.component, "ak-stage-password");
  assert.deepEqual(wrong.responseErrors, { password: [{ string: "Invalid password", code: "invalid" }] });

  const done = await flows.flowsExecutorSolve({
    ...at,
    flowChallengeResponseRequest: { component: "ak-stage-password", password: demoPassword },
  });
  assert.equal(done.component, "xak-flow-redirect");
  assert.equal("to" in done && done.to, "/app?a=1");
  assert.ok(jar.get("authentik_csrf"));

  const out = await flows.flowsExecutorGet({ flowSlug: "default-invalidation-flow", query: "" });
  assert.equal(out.component, "xak-flow-redirect");
  const anew = await flows.flowsExecutorGet(at);
  assert.equal(anew.component, "ak-stage-identification");
});

test("signed in, the client answers with its CSRF token", async (t) => {
  const { flows } = await serve(t);
  const at = { flowSlug: "default-authentication-flow-one-page", query: "" };
  await flows.flowsExecutorSolve({
    ...at,
    flowChallengeResponseRequest: { component: "ak-stage-identification", uidField: "user", password: demoPassword },
  });
  const dummy = { flowSlug: "demo-dummy", query: "" };
  const first = await flows.flowsExecutorGet(dummy);
  const second = await flows.flowsExecutorSolve({
    ...dummy,
    flowChallengeResponseRequest: { component: "ak-stage-dummy" },
  });
  assert.deepEqual(["name" in first && first.name, "name" in second && second.name], ["First step", "Second step"]);
});

test("brand and configuration have everything the client reads", async (t) => {
  const { core, root } = await serve(t);
  const brand = await core.coreBrandsCurrentRetrieve();
  assert.equal(brand.brandingTitle, "Flow Demo");
  assert.equal(brand.flowAuthentication, slug);
  assert.equal(brand.flowRecovery, "account-recovery");
  assert.equal(brand.flags.flowsContinuousLogin, false);
  const config = await root.rootConfigRetrieve();
  assert.deepEqual(config.capabilities, []);
  assert.equal(config.errorReporting.enabled, false);
});

test("a flow that does not exist is a 404 in JSON", async (t) => {
  const { flows } = await serve(t);
  const error = await flows.flowsExecutorGet({ flowSlug: "no-such-flow", query: "" }).then(
    () => assert.fail("the request has to fail"),
    (reason: unknown) => reason as ResponseError,
  );
  assert.equal(error.response.status, 404);
  assert.deepEqual(await error.response.json(), { detail: "Not found." });
});

test("the inspector's answers", async (t) => {
  const { flows } = await serve(t);
  const sign = { flowSlug: slug, query: "" };
  await flows.flowsExecutorSolve({
    ...sign,
    flowChallengeResponseRequest: { component: "ak-stage-identification", uidField: "admin" },
  });
  await flows.flowsExecutorSolve({
    ...sign,
    flowChallengeResponseRequest: { component: "ak-stage-password", password: demoPassword },
  });
  const at = { flowSlug: "demo-dummy" };
  await flows.flowsExecutorGet({ ...at, query: "" });
  const before = await flows.flowsInspectorGet(at);
  assert.equal(before.isCompleted, false);
  assert.equal(before.currentPlan?.currentStage.stageObj.component, "ak-stage-dummy-form");
  assert.equal(before.currentPlan.currentStage.stageObj.flowSet[0]?.slug, "demo-dummy");
  await flows.flowsExecutorSolve({
    ...at,
    query: "",
    flowChallengeResponseRequest: { component: "ak-stage-dummy" },
  });
  const after = await flows.flowsInspectorGet(at);
  assert.equal(after.plans[0]?.currentStage.pk, before.currentPlan.currentStage.pk);
});
