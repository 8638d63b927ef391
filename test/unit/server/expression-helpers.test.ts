/** Each name that expressions find is documented, and comes to what authentik's documentation says. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { PolicyLab } from "./support/expressions.ts";
import { temporaryFolder } from "./support/temporary-folder.ts";

const root = new URL("../../../", import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, root), "utf8");

const none = "ExpressionError: ";
const noProviders = `${none}There are no OAuth2 providers here.`;
const noNames = `${none}Expressions do not look up names of hosts here. EXPRESSION_DNS names domains and networks of which they may.`;

/** By name: an expression (of a prompt where it begins with `prompt:`), and its result. */
const helpers: Readonly<Record<string, readonly (readonly [source: string, expected: unknown])[]>> = {
  ak_call_policy: [
    [
      'result = ak_call_policy("adds", a=1)\nreturn [result.passing, list(result.messages), result.raw_result]',
      [true, ["added"], 2],
    ],
    ['return ak_call_policy("nothing")', `${none}Policy 'nothing' not found.`],
    ['return ak_call_policy("raises").passing', `${none}no`],
  ],
  ak_client_ip: [
    [
      'return [str(ak_client_ip), ak_client_ip.is_private, ak_client_ip in ip_network("10.0.0.0/8")]',
      ["10.1.2.3", true, true],
    ],
  ],
  ak_create_event: [['return ak_create_event("greeted", foo=request.user.username)', undefined]],
  ak_create_jwt: [['return ak_create_jwt(request.user, "provider", ["openid"])', noProviders]],
  ak_create_jwt_raw: [['return ak_create_jwt_raw("provider", claim="value")', noProviders]],
  ak_is_group_member: [
    [
      'return [ak_is_group_member(request.user, name="readers"), ak_is_group_member(request.user, name="writers")]',
      [true, false],
    ],
    [
      `
from authentik.core.models import Group
writers = Group.objects.get(name="writers")
request.user.ak_groups.add(writers)
both = sorted(group.name for group in request.user.groups.all())
request.user.groups.remove(writers)
one = [group.name for group in request.user.groups.filter(name__startswith="read")]
request.user.groups.clear()
none = request.user.groups.count()
request.user.groups.set(Group.objects.filter(name="readers"))
return [both, one, none, request.user.groups.exists()]`,
      [["readers", "writers"], ["readers"], 0, true],
    ],
  ],
  ak_is_sso_flow: [["return ak_is_sso_flow", false]],
  ak_logger: [
    ['ak_logger.debug("a")\nak_logger.warning("b")\nreturn ak_logger.info("Passing data", request=1)', undefined],
  ],
  ak_message: [['ak_message("Access denied")\nreturn False', false]],
  ak_send_email: [
    ['return ak_send_email("a@example.com", "Hello", body="World")', true],
    [
      'return ak_send_email([("Marie", "b@example.com"), "Carl <c@example.com>"], "Hello", body="World", cc="d@example.com", bcc=["e@example.com"])',
      true,
    ],
    [
      'return ak_send_email("a@example.com", "Hello")',
      `${none}Either body or template parameter must be provided, and not both`,
    ],
    [
      'return ak_send_email("a@example.com", "Reset", template="email/password_reset.html", context={"url": "https://id.example/"})',
      true,
    ],
  ],
  ak_user_by: [
    [
      'return [ak_user_by(username="marie").email, ak_user_by(username="nobody"), ak_user_by(attributes__team="red").username]',
      ["marie@example.com", null, "marie"],
    ],
  ],
  ak_user_has_authenticator: [
    [
      'return [ak_user_has_authenticator(request.user), ak_user_has_authenticator(request.user, "webauthn")]',
      [true, false],
    ],
  ],
  context: [
    [
      'context["flow_plan"].context["redirect_stage_target"] = "ak-flow://other"\nreturn context["flow_plan"].context.pop("redirect_stage_target")',
      "ak-flow://other",
    ],
    ['return [context.get("geoip"), "asn" in request.context]', [null, false]],
    ['return context["geoip"]["continent"] == "EU"', `${none}'geoip'`],
    ['return [context["prompt_data"]["colour"], request.context["prompt_data"]["colour"]]', ["red", "red"]],
  ],
  http_request: [
    [
      'return [http_request.method, request.http_request.GET.get("next"), http_request.is_secure()]',
      ["GET", "/app", true],
    ],
  ],
  ip_address: [['return ip_address("192.0.2.1") in ip_network("192.0.2.0/24")', true]],
  ip_network: [['return ip_network("192.0.2.0/24").num_addresses', 256]],
  list_flatten: [['return [list_flatten(["foo"]), list_flatten([]), list_flatten("foo")]', ["foo", null, "foo"]]],
  prompt_context: [['prompt:return prompt_context["colour"]', "blue"]],
  regex_match: [['return [regex_match("superadmin2", ".*admin.*"), regex_match("user", ".*admin.*")]', [true, false]]],
  regex_replace: [['return regex_replace("marie@example.com", "(.+)@.+", r"\\1")', "marie"]],
  request: [
    [
      "return [request.user.username, request.debug, request.obj, request.user.is_staff]",
      ["marie", false, null, false],
    ],
  ],
  requests: [
    [
      'return requests.get("https://api.example/")',
      `${none}Expressions have no network here. EXPRESSION_HOSTS names hosts that they may ask.`,
    ],
  ],
  resolve_dns: [['return resolve_dns("example.com", 4)', noNames]],
  reverse_dns: [['return reverse_dns("192.0.2.0")', noNames]],
  slugify: [['return slugify("Grüße an Alle")', "grue-an-alle"]],
  user: [['prompt:return [user.username, user.name, user.group_attributes()["team"]]', ["marie", "marie", "red"]]],
};

test("each name comes to what the documentation says", async (t) => {
  const lab = new PolicyLab(temporaryFolder(t));
  t.after(() => lab.close());
  const marie = lab.addUser("marie", { attributes: { team: "red" } });
  for (const name of ["readers", "writers"])
    lab.add("authentik_core.group", "group", { name, is_superuser: false, attributes: {}, parents: [] });
  const readers = lab.store.objects.findByKey('["group","readers"]')?.pk ?? "";
  lab.store.users.setGroups(marie.pk, [readers]);
  lab.store.devices.insert(
    { userPk: marie.pk, deviceClass: "totp", name: "App", stage: "s", uniqueKey: null, data: {} },
    0,
  );
  const policy = "authentik_policies_expression.expressionpolicy";
  lab.add(policy, "policy", { name: "adds", expression: 'ak_message("added")\nreturn request.context["a"] + 1' });
  lab.add(policy, "policy", { name: "raises", expression: 'raise ValueError("no")' });
  const context = { prompt_data: { colour: "red" } };
  const plan = { flow: "flow", bindings: [], context: {}, restarts: 0 };
  for (const [name, cases] of Object.entries(helpers)) {
    for (const [source, expected] of cases) {
      const isPrompt = source.startsWith("prompt:");
      const kind = isPrompt ? "prompt" : "policy";
      const request = { kind, user: marie, context, plan, promptContext: { colour: "blue" } } as const;
      assert.deepEqual(await lab.result(source.replace(/^prompt:/, ""), request), expected, `${name}: ${source}`);
    }
  }
  assert.match(lab.logged.join("\n"), /event greeted foo='marie'/);
  const to = lab.store.outbox.list().map(({ recipient }) => recipient);
  assert.deepEqual(
    [...new Set(to)].sort(),
    ["a", "b", "c", "d", "e"].map((name) => `${name}@example.com`),
  );
});

test("the table in INTEGRATING.md names what there is, and each name has its test", () => {
  const functions =
    /return \{\n([^]*?)\n {4}\}/.exec(
      read("src/server/python/sandbox/functions.py").split("def functions(")[1] ?? "",
    )?.[1] ?? "";
  const evaluate = read("src/server/python/sandbox/evaluate.py");
  const locals = (/def _locals[^]*?def run/.exec(evaluate)?.[0] ?? "").matchAll(/"(\w+)": /g);
  const around = [...functions.matchAll(/"(\w+)": /g), ...locals].map(([, name]) => name ?? "");
  const here = [...new Set([...around, "ak_call_policy"])].sort();
  const section = /### Python in flows\n[^]*?\n## /.exec(read("INTEGRATING.md"))?.[0] ?? "";
  const cells = [...section.matchAll(/^\| (`.*?) \|/gm)].map(([, cell]) => cell ?? "");
  const documented = cells.flatMap((cell) => [...cell.matchAll(/`(\w+)/g)].map(([, name]) => name ?? ""));
  assert.deepEqual(documented.sort(), here);
  assert.deepEqual(Object.keys(helpers).sort(), here);
});
