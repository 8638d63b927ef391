/** What expressions find around them, and what they leave behind. */
import assert from "node:assert/strict";
import { after, describe, test } from "node:test";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { hashPassword } from "../../../src/server/store/password-hash.ts";
import { httpFacts, PolicyLab } from "./support/expressions.ts";

const folder = mkdtempSync(join(tmpdir(), "expressions-"));
const lab = new PolicyLab(folder);
after(() => {
  lab.close();
  rmSync(folder, { recursive: true });
});

const staff = lab.add("authentik_core.group", "group", {
  name: "staff",
  is_superuser: true,
  parents: [],
  attributes: { "goauthentik.io/user/can-change-email": true, theme: { base: "dark" } },
});
const marie = lab.addUser("marie", { attributes: { theme: { accent: "red" } } });
lab.store.users.setGroups(marie.pk, [staff]);
lab.store.users.setPasswordHash(marie.pk, hashPassword("secret"));
const paul = lab.addUser("paul");

describe("a policy's expression", () => {
  test("knows who asks, from where, and what for", async () => {
    const source = `
return [
    request.user.username, request.user.is_authenticated, request.user.is_superuser, str(ak_client_ip), ak_is_sso_flow,
    ak_client_ip in ip_network("10.0.0.0/8"), http_request.method, http_request.headers["user-agent"],
    request.http_request.GET.get("next"), http_request.build_absolute_uri("/x"), request.obj, http_request.user.is_authenticated,
]`;
    const http = httpFacts({ session: { user: marie } });
    const value = await lab.result(source, { user: paul, context: { is_sso: true }, obj: "wiki", http });
    assert.deepEqual(value, [
      ...[
        "paul",
        true,
        false,
        "10.1.2.3",
        true,
        true,
        "GET",
        "Browser/1.0",
        "/app",
        "https://id.example/x",
        "wiki",
        true,
      ],
    ]);
  });

  test("takes nobody for somebody who is not authenticated", async () => {
    const source = "return [request.user.is_authenticated, request.user.username, not request.user.groups.exists()]";
    assert.deepEqual(await lab.result(source), [false, "", true]);
  });

  test("says things to the user, whatever it returns", async () => {
    const outcome = await lab.evaluate('ak_message("One")\nak_message(2)\nreturn False');
    assert.deepEqual(outcome, { value: false, isTruthy: false, messages: ["One", "2"] });
  });

  test("that returns nothing has no value", async () => {
    const nothing = { value: undefined, isTruthy: false, messages: [] };
    assert.deepEqual(await lab.evaluate("# nothing"), nothing);
    assert.deepEqual(await lab.evaluate("return None"), nothing);
  });

  test("counts as true what Python counts as true", async () => {
    for (const [value, isTruthy] of [
      ["[]", false],
      ["[0]", true],
      ["''", false],
      ["request.user", true],
      ["0.0", false],
    ]) {
      assert.equal((await lab.evaluate(`return ${String(value)}`)).isTruthy, isTruthy, String(value));
    }
  });

  test("raises with the text of its exception", async () => {
    const unknown = { http: httpFacts({ clientIp: "unknown" }) };
    const message = "ExpressionError: The client's address is not known: 'unknown' is no IP address.";
    assert.equal(await lab.result("return True", unknown), message);
    assert.equal(await lab.result("return 1 / 0"), "ExpressionError: division by zero");
    assert.equal(await lab.result("return nobody"), "ExpressionError: name 'nobody' is not defined");
    assert.equal(await lab.result("assert False"), "ExpressionError: AssertionError");
  });

  test("has groups, their attributes, and passwords that can be checked", async () => {
    const source = `
from authentik.core.models import USER_ATTRIBUTE_CHANGE_EMAIL
attributes = request.user.group_attributes(request.http_request)
return [
    ak_is_group_member(request.user, name="staff"), request.user.ak_groups.filter(name__startswith="st").count(),
    attributes[USER_ATTRIBUTE_CHANGE_EMAIL], attributes["theme"], [group.name for group in request.user.groups.all()],
    request.user.has_usable_password(), request.user.check_password("secret"), request.user.check_password("other"),
]`;
    const expected = [true, 1, true, { base: "dark", accent: "red" }, ["staff"], true, true, false];
    assert.deepEqual(await lab.result(source, { user: marie }), expected);
    assert.deepEqual(
      await lab.result('return [ak_is_group_member(request.user, name="staff"), request.user.has_usable_password()]', {
        user: paul,
      }),
      [false, false],
    );
  });

  test("finds users by what they are called", async () => {
    const source = `
from authentik.core.models import User
return [
    ak_user_by(username="marie").email, ak_user_by(email__iexact="PAUL@example.com").username, ak_user_by(username="nobody"),
    ak_user_by(colour="red"), User.objects.filter(username__in=["marie", "paul"]).count(),
    User.objects.filter(attributes__theme__accent="red").first().username, User.objects.get(pk=${paul.pk}).username,
]`;
    const expected = ["marie@example.com", "paul", null, null, 2, "marie", "paul"];
    assert.deepEqual(await lab.result(source), expected);
    const missing = 'from authentik.core.models import User\nreturn User.objects.get(username="nobody")';
    assert.equal(await lab.result(missing), "ExpressionError: User matching query does not exist.");
  });

  test("changes users and flows, as far as their fields allow", async () => {
    const flow = lab.store.objects.insert({
      model: "authentik_flows.flow",
      uniqueKey: JSON.stringify(["flow", "setup"]),
      data: {
        name: "Set-up",
        slug: "setup",
        title: "Set-up",
        designation: "stage_configuration",
        authentication: "none",
      },
    });
    const source = `
from authentik.flows.models import Flow, FlowAuthenticationRequirement
user = ak_user_by(username="paul")
user.attributes["seen"] = True
user.save()
return Flow.objects.filter(slug="setup").update(authentication=FlowAuthenticationRequirement.REQUIRE_SUPERUSER)`;
    assert.equal(await lab.result(source), 1);
    assert.equal(lab.store.objects.get(flow)?.data.authentication, "require_superuser");
    assert.deepEqual(lab.store.users.get(paul.pk)?.attributes, { seen: true });
    const wrong =
      'from authentik.flows.models import Flow\nFlow.objects.filter(slug="setup").update(authentication="maybe")';
    assert.equal(await lab.result(wrong), 'ExpressionError: "maybe" is not a valid choice.');
  });

  test("knows the second factors somebody has", async () => {
    const device = { deviceClass: "totp", name: "Phone", stage: "", uniqueKey: null, data: {} } as const;
    lab.store.devices.insert({ ...device, userPk: marie.pk }, Date.now());
    const source =
      'return [ak_user_has_authenticator(request.user), ak_user_has_authenticator(request.user, "webauthn")]';
    assert.deepEqual(await lab.result(source, { user: marie }), [true, false]);
    assert.deepEqual(await lab.result(source, { user: paul }), [false, false]);
  });

  test("asks other policies, expressions among them", async () => {
    const policy = "authentik_policies_expression.expressionpolicy";
    lab.add(policy, "policy", {
      name: "is-red",
      expression: 'ak_message("asked")\nreturn context.get("colour") == "red"',
    });
    lab.add("authentik_policies_dummy.dummypolicy", "policy", {
      name: "dummy",
      result: true,
      wait_min: 0,
      wait_max: 0,
    });
    const source = `
red = ak_call_policy("is-red", colour="red")
dummy = ak_call_policy("dummy")
return [red.passing, list(red.messages), ak_call_policy("is-red", colour="blue").passing, dummy.passing, list(dummy.messages)]`;
    const outcome = await lab.evaluate(source);
    assert.deepEqual(outcome.value, [true, ["asked"], false, true, ["dummy"]]);
    assert.deepEqual(outcome.messages, []);
    assert.equal(await lab.result('return ak_call_policy("x")'), "ExpressionError: Policy 'x' not found.");
  });

  test("sends mail, and logs", async () => {
    const source = `
ak_logger.info("Signed in", user="marie")
ak_create_event("warning", reason="test")
print("a", 1)
return ak_send_email("marie@example.com", "Hello", body="Good day")`;
    lab.logged.length = 0;
    assert.equal(await lab.result(source), true);
    const [mail] = lab.store.outbox.list();
    assert.deepEqual([mail?.recipient, mail?.subject, mail?.body], ["marie@example.com", "Hello", "Good day"]);
    assert.deepEqual(lab.logged, ["info Signed in user='marie'", "event warning reason='test'", "info a 1"]);
  });

  test("has the small helpers", async () => {
    const source = `
return [
    regex_match("foo@example.com", "@example[.]com$"), regex_replace("a-b", "-", "+"), list_flatten(["x", "y"]), list_flatten([]),
    list_flatten("x"), slugify("Café au  Lait!"), str(ip_address("::1")),
]`;
    assert.deepEqual(await lab.result(source), [true, "a+b", "x", null, "x", "cafe-au-lait", "::1"]);
  });

  test("is told that there is no network", async () => {
    for (const call of ['requests.get("http://localhost")', 'resolve_dns("localhost")', 'reverse_dns("127.0.0.1")']) {
      assert.match(
        String(await lab.result(`return ${call}`)),
        /^ExpressionError: Expressions (have no network|do not look up names of hosts) here\./,
      );
    }
    assert.equal(
      await lab.result('return ak_create_jwt(request.user, "x", [])'),
      "ExpressionError: There are no OAuth2 providers here.",
    );
  });
});
