import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { addBlueprint, demoPassword, expectChallenge, TestBrowser, testApp } from "./support/test-app.ts";
import { flowWith, stage, identification } from "./support/policy-blueprint.ts";

describe("reputation", () => {
  test("puts a step before those who failed too often", async (t) => {
    const app = testApp(t);
    const steps = `
${stage("name", identification, 10, "user_fields: [username], pretend_user_exists: false", "invalid_response_action: restart_with_context")}
${stage("halt", "authentik_stages_deny.denystage", 5, "deny_message: Enough.", "evaluate_on_plan: true")}
  - model: authentik_policies_reputation.reputationpolicy
    id: suspicious
    identifiers: { name: suspicious }
    attrs: { threshold: -2 }
  - model: authentik_policies.policybinding
    identifiers: { target: !KeyOf halt-binding, policy: !KeyOf suspicious, order: 0 }
`;
    addBlueprint(app, flowWith("reputation", steps));
    const browser = new TestBrowser(app);
    expectChallenge(await browser.post("reputation", { uid_field: "nobody" }), "ak-stage-identification");
    const denied = expectChallenge(await browser.post("reputation", { uid_field: "nobody" }), "ak-stage-access-denied");
    assert.equal(denied.error_message, "Enough.");
  });

  test("falls with wrong passwords and rises with signing in", async (t) => {
    const app = testApp(t);
    const browser = new TestBrowser(app);
    const score = (): number => app.store.reputation.score({ ip: undefined, identifier: "user" }, Date.now());
    await browser.post("default-authentication-flow", { uid_field: "user" });
    await browser.post("default-authentication-flow", { password: "wrong" });
    assert.equal(score(), -1);
    await browser.post("default-authentication-flow", { password: demoPassword });
    assert.equal(score(), 0);
  });
});
