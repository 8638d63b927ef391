/** Expressions are looked at before a document with them is taken. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { ImportResult } from "../../../src/server/engine/blueprint/import-blueprint.ts";
import { importDocument } from "../../../src/server/services/administration.ts";
import { PolicyLab } from "./support/expressions.ts";
import { temporaryFolder } from "./support/temporary-folder.ts";

const policy = (expression: string): string => `
  - model: authentik_policies_expression.expressionpolicy
    identifiers: { name: checked }
    attrs: { expression: ${JSON.stringify(expression)} }
`;
const prompt = (value: string, isExpression: boolean): string => `
  - model: authentik_stages_prompt.prompt
    identifiers: { name: asked }
    attrs: { field_key: a, label: A, type: text, initial_value: ${JSON.stringify(value)}, initial_value_expression: ${isExpression} }
`;

test("a document with a wrong expression is refused as a whole, and says where it is wrong", async (t) => {
  const lab = new PolicyLab(temporaryFolder(t));
  t.after(() => lab.close());
  const importing = async (entries: string): Promise<ImportResult> => {
    return importDocument(lab, { name: "flow.yaml", text: `version: 1\nentries:${entries}` });
  };
  const wrong = await importing(prompt("return 1", true) + policy("return ("));
  assert.equal(wrong.success, false);
  assert.match(wrong.logs.at(-1)?.event ?? "", /^flow\.yaml, line 9: Expression Syntax Error: '\(' was never closed$/);
  assert.equal(lab.models.named("policy", "checked"), undefined);
  assert.match((await importing(prompt("return )", true))).logs.at(-1)?.event ?? "", /Expression Syntax Error/);
  assert.equal((await importing(prompt("return )", false) + policy("return True"))).success, true);
  const block = (...lines: string[]): string =>
    policy("").replace('{ expression: "" }', `\n      expression: |\n        ${lines.join("\n        ")}`);
  for (const [lines, says] of [
    [["x = 1", "return )"], /, line 8: Expression Syntax Error: unmatched '\)'$/],
    [
      ["if True:", "    print 'x'", "return 1"],
      /, line 8: Expression Syntax Error: Missing parentheses in call to 'print'/,
    ],
    [["x = 1", "", "return x.__dict__"], /, line 9: Not allowed in expressions: '__dict__' may not be used$/],
  ] as const) {
    for (const end of ["\n", "\r\n"]) {
      const { logs } = await importing(block(...lines).replaceAll("\n", end));
      assert.match(logs.at(-1)?.event ?? "", says);
    }
  }
});

test("an expression that tags make is looked at as well, and one that is not written is not", async (t) => {
  const lab = new PolicyLab(temporaryFolder(t));
  t.after(() => lab.close());
  const head = "version: 1\ncontext: { code: return ) }\nentries:\n";
  const entry = (attrs: string, more = ""): string =>
    `${head}  - model: authentik_policies_expression.expressionpolicy\n    identifiers: { name: made }\n    attrs:\n      ${attrs}\n${more}`;
  const wrong = "Expression Syntax Error: unmatched ')'";
  const prompted = `${head}  - model: authentik_stages_prompt.prompt\n    identifiers: { name: asked }\n    attrs: { field_key: a, label: A, type: text, initial_value: return ), initial_value_expression: !If [true, yes] }\n`;
  for (const [text, line, says] of [
    [entry("expression: !Context code"), 7, wrong],
    [entry('expression: !Format ["return %s", ")"]'), 7, wrong],
    [entry("execution_logging: true\n      expression: !If [true, !Context code, return 1]"), 8, wrong],
    [
      entry('expression: !Format ["return %s", x.__dict__]'),
      7,
      "Not allowed in expressions: '__dict__' may not be used",
    ],
    [prompted, 6, wrong],
    [entry('expression: !Format ["return %s", 1]'), undefined, undefined],
    [entry("expression: return )", "    conditions: [false]\n"), undefined, undefined],
    [entry("expression: !Context code", "    conditions: [!Context [x, false]]\n"), undefined, undefined],
    [entry("expression: return )", "    state: absent\n"), undefined, undefined],
    [entry("expression: return )", "    state: !If [true, absent]\n"), undefined, undefined],
  ] as const) {
    const { success, remarks } = await importDocument(lab, { name: "f.yaml", text }, { dryRun: true });
    assert.equal(success, says === undefined, text);
    const [first] = remarks.filter(({ log_level }) => log_level === "error");
    assert.deepEqual([first?.attributes.line, first?.event], [line, says && `f.yaml, line ${line}: ${says}`], text);
  }
});

test("what an expression asks for and would not find is said with its line in the file, and the file is taken", async (t) => {
  const lab = new PolicyLab(temporaryFolder(t));
  t.after(() => lab.close());
  const text = `version: 1
entries:
  - model: authentik_policies_expression.expressionpolicy
    identifiers: { name: needy }
    attrs:
      execution_logging: true
      expression: |
        from authentik.core.models import Group, Token
        import ldap3
        for group in Group.objects.filter(name="a").select_related("parent"):
            context["x"] = [colour for colour in colours]
        def inner(known):
            return known + json_of(known)
        ak_message(request.user.favourite)
        return geoip_of(ak_client_ip)
  - model: authentik_stages_prompt.prompt
    identifiers: { name: asked }
    attrs: { field_key: a, label: A, type: text, initial_value_expression: true, initial_value: "return ak_message(user.name)" }
`;
  const { success, logs } = await importDocument(lab, { name: "flow.yaml", text }, { dryRun: true });
  assert.equal(success, true);
  const warnings = logs.filter(({ log_level }) => log_level === "warning");
  assert.deepEqual(
    warnings.map(({ event, attributes }) => `${attributes.line} ${event}`),
    [
      "8 The module 'authentik.core.models' has no 'Token' here.",
      "9 The module 'ldap3' is not here.",
      "10 Lists of objects have no 'select_related' here.",
      "11 The name 'colours' is not known here.",
      "13 The name 'json_of' is not known here.",
      "14 Users have no 'favourite' here.",
      "15 The name 'geoip_of' is not known here.",
      "18 The name 'ak_message' is not known here.",
    ],
  );
});

test("what is here is not called missing", async (t) => {
  const lab = new PolicyLab(temporaryFolder(t));
  t.after(() => lab.close());
  const sources = [
    'import json, re as r\nreturn json.dumps({}) + r.sub("a", "", "b")',
    "from authentik.core.models import User as U\nreturn U.objects.filter(name='a').exclude(pk=1).first().anything",
    "class A:\n    b = 1\n    def c(self):\n        return self.b\nreturn A().c()",
    "global kept\nkept = 1\nreturn kept",
    "try:\n    return request.user.attributes['a']\nexcept KeyError as error:\n    return str(error)",
    "return request.user.ak_groups.filter(name='a').exists() and request.context['flow_plan'].context and f'{ak_client_ip}'",
    "user = request.user\nreturn user.whatever or [x for x in context if (y := x) and y]",
    "return request.http_request.session.get('a') and ak_call_policy('b').passing and regex_match('a', 'b') and (lambda z: z)",
  ];
  const examined = await lab.expressions.examine(sources.map((source) => ({ source, kind: "policy" })));
  assert.deepEqual(
    examined,
    sources.map(() => ({ fault: undefined, missing: [] })),
  );
});
