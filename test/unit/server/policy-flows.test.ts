/** Policies in flows: what they let in, which steps they leave out, and what they change on the way. */
import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import type { FlowApp } from "../../../src/server/http/create-app.ts";
import { addBlueprint, demoPassword, expectChallenge, TestBrowser, testApp } from "./support/test-app.ts";
import { flowWith, policy, stage, identification, password } from "./support/policy-blueprint.ts";

const inbuilt = "backends: [authentik.core.auth.InbuiltBackend]";

const undecided = "This cannot be checked at the moment. Try again later.";

/** One server for a group of tests: Python takes its time to start. */
async function eachOf(t: TestContext, tests: Record<string, (app: FlowApp) => Promise<void>>): Promise<void> {
  const app = testApp(t);
  app.warmUp();
  for (const [name, run] of Object.entries(tests)) await t.test(name, () => run(app));
}

test("expressions in flows", (t) =>
  eachOf(t, {
    "at a flow, let in, or say why not": async (app) => {
      const expression =
        'if not request.user.is_authenticated:\n    ak_message("Members only.")\n    return False\nreturn True';
      addBlueprint(app, flowWith("members", policy("members-only", "flow", expression)));
      const browser = new TestBrowser(app);
      assert.equal(
        expectChallenge(await browser.get("members"), "ak-stage-access-denied").error_message,
        "Members only.",
      );
      await browser.signIn();
      expectChallenge(await browser.get("members"), "ak-stage-dummy");
    },
    "at a flow, ask whether an account is still without a password": async (app) => {
      app.store.users.insert(
        { username: "fresh", name: "", email: "", is_active: true, type: "internal", path: "users", attributes: {} },
        Date.now(),
      );
      const unset = 'account = ak_user_by(username="fresh")\nreturn not account.has_usable_password()';
      const close = `from authentik.flows.models import (
    Flow,
    FlowAuthenticationRequirement,
)
Flow.objects.filter(slug="first-steps").update(authentication=FlowAuthenticationRequirement.REQUIRE_SUPERUSER)
return True`;
      const choose = 'context["flow_plan"].context["pending_user"] = ak_user_by(username="fresh")\nreturn True';
      const steps =
        policy("unset", "flow", unset) +
        policy("close", "binding", close) +
        policy("choose", "binding", choose, "order: 1");
      addBlueprint(app, flowWith("first-steps", steps));
      const browser = new TestBrowser(app);
      expectChallenge(await browser.get("first-steps"), "ak-stage-dummy");
      assert.match(
        expectChallenge(await new TestBrowser(app).get("first-steps"), "ak-stage-access-denied").error_message ?? "",
        /for administrators only/,
      );
    },
    "that raise, or never end, count as their binding says, and the server goes on": async (app) => {
      addBlueprint(app, flowWith("broken", policy("broken", "flow", "return 1 / 0")));
      addBlueprint(app, flowWith("forgiven", policy("forgiven", "flow", "import os", "failure_result: true")));
      addBlueprint(app, flowWith("endless", policy("endless", "flow", "while True:\n    pass", "timeout: 1")));
      const browser = new TestBrowser(app);
      const message = async (slug: string): Promise<string | undefined> =>
        expectChallenge(await browser.get(slug), "ak-stage-access-denied").error_message;
      assert.equal(await message("broken"), undecided);
      expectChallenge(await browser.get("forgiven"), "ak-stage-dummy");
      const endless = message("endless");
      expectChallenge(await new TestBrowser(app).get("default-authentication-flow"), "ak-stage-identification");
      assert.equal(await endless, undecided);
      assert.equal(await message("broken"), undecided);
    },
    "at a step, are asked when the flow is planned, and not again": async (app) => {
      const expression = "return request.user.is_authenticated";
      const binding = "evaluate_on_plan: true, re_evaluate_policies: false";
      addBlueprint(
        app,
        flowWith(
          "planned",
          stage("first", "authentik_stages_dummy.dummystage", 10, "") + policy("planned-policy", "binding", expression),
          binding,
        ),
      );
      const browser = new TestBrowser(app);
      expectChallenge(await browser.get("planned"), "ak-stage-dummy");
      await browser.request("/api/v3/flows/executor/planned/", { method: "GET" });
      assert.equal(expectChallenge(await browser.post("planned", {}), "xak-flow-redirect").to, "/");

      const member = new TestBrowser(app);
      await member.signIn();
      await member.get("planned");
      expectChallenge(await member.post("planned", {}), "ak-stage-dummy");
    },
    "at a step, are asked again when their turn comes, and speak in messages": async (app) => {
      const expression = 'ak_message("It is your turn.")\nreturn context.get("auth_method") == "password"';
      const steps =
        stage("who", identification, 10, "user_fields: [username]") +
        stage("secret", password, 20, inbuilt) +
        policy("with-password", "binding", expression);
      addBlueprint(app, flowWith("in-turn", steps, "evaluate_on_plan: false, re_evaluate_policies: true"));
      const browser = new TestBrowser(app);
      await browser.post("in-turn", { uid_field: "user" });
      expectChallenge(await browser.post("in-turn", { password: demoPassword }), "ak-stage-dummy");
      const page = await (await browser.request("/if/flow/in-turn/")).text();
      assert.match(page, /It is your turn\./);
    },
    "at a step, leave out the password of somebody who has shown it already": async (app) => {
      const expression = `flow_plan = request.context.get("flow_plan")
if not flow_plan:
    return True
return not hasattr(flow_plan.context.get("pending_user"), "backend")`;
      const second = policy("no-backend", "again-binding", expression, "failure_result: true");
      const steps =
        stage("name", identification, 10, "user_fields: [username]") +
        stage("once", password, 20, inbuilt) +
        stage("again", password, 30, inbuilt) +
        second;
      addBlueprint(app, flowWith("once-only", steps));
      const browser = new TestBrowser(app);
      await browser.post("once-only", { uid_field: "user" });
      expectChallenge(await browser.post("once-only", { password: demoPassword }), "ak-stage-dummy");
    },
    "tell how somebody signed in": async (app) => {
      const expression = 'return not (request.context["flow_plan"].context.get("auth_method") == "auth_webauthn_pwl")';
      addBlueprint(app, flowWith("method", policy("not-passwordless", "binding", expression)));
      expectChallenge(await new TestBrowser(app).get("method"), "ak-stage-dummy");
    },
    "lead somewhere else instead": async (app) => {
      const expression = 'context["flow_plan"].redirect("https://example.com/there")\nreturn False';
      addBlueprint(app, flowWith("elsewhere", policy("elsewhere", "binding", expression)));
      const { to } = expectChallenge(await new TestBrowser(app).get("elsewhere"), "xak-flow-redirect");
      assert.equal(to, "https://example.com/there");
    },
    "let in only those who came from elsewhere": async (app) => {
      addBlueprint(app, flowWith("from-source", policy("is-sso", "flow", "return ak_is_sso_flow")));
      expectChallenge(await new TestBrowser(app).get("from-source"), "ak-stage-access-denied");
    },
    "know whether the flow was taken up again": async (app) => {
      const expression = 'return bool(request.context.get("is_restored", True))';
      addBlueprint(app, flowWith("restored", policy("restored", "binding", expression)));
      expectChallenge(await new TestBrowser(app).get("restored"), "ak-stage-dummy");
    },
    "behind a prompt, compare answers with the user, and say what is not allowed": async (app) => {
      const expression = `from authentik.core.models import (
    USER_ATTRIBUTE_CHANGE_EMAIL,
    USER_ATTRIBUTE_CHANGE_NAME
)
data = request.context.get("prompt_data")
attributes = request.user.group_attributes(request.http_request)
tenant = request.http_request.tenant
if not attributes.get(USER_ATTRIBUTE_CHANGE_EMAIL, tenant.default_user_change_email):
    if data.get("email") != request.user.email:
        ak_message("Not allowed to change email address.")
        return False
if not attributes.get(USER_ATTRIBUTE_CHANGE_NAME, tenant.default_user_change_name):
    ak_message("Not allowed to change name.")
    return False
data["email"] = data["email"].lower()
return True`;
      const initial = "try:\n    return user.email\nexcept:\n    return ''";
      const prompts = `
  - model: authentik_policies_expression.expressionpolicy
    id: allowed
    identifiers: { name: allowed }
    attrs: { expression: ${JSON.stringify(expression)} }
  - model: authentik_stages_prompt.prompt
    id: email
    identifiers: { name: own-email }
    attrs: { field_key: email, label: E-mail, type: email, initial_value: ${JSON.stringify(initial)}, initial_value_expression: true }
${stage("settings", "authentik_stages_prompt.promptstage", 10, "fields: [!KeyOf email], validation_policies: [!KeyOf allowed]")}`;
      addBlueprint(app, flowWith("settings", prompts));
      const browser = new TestBrowser(app);
      await browser.signIn();
      const prompt = expectChallenge(await browser.get("settings"), "ak-stage-prompt");
      const email = app.store.users.findByUsername("user")?.email ?? "";
      assert.equal(prompt.fields[0]?.initial_value, email);
      const refused = expectChallenge(await browser.post("settings", { email: "new@example.com" }), "ak-stage-prompt");
      assert.deepEqual(refused.response_errors, {
        non_field_errors: [{ string: "Not allowed to change email address.", code: "invalid" }],
      });
      expectChallenge(await browser.post("settings", { email }), "ak-stage-dummy");
    },
  }));
