import assert from "node:assert/strict";
import { after, describe, test } from "node:test";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { planWith, PolicyLab } from "./support/expressions.ts";

const folder = mkdtempSync(join(tmpdir(), "expressions-"));
const lab = new PolicyLab(folder);
after(() => {
  lab.close();
  rmSync(folder, { recursive: true });
});
const marie = lab.addUser("marie", { attributes: { theme: { accent: "red" } } });

describe("the flow around an expression", () => {
  test("is shared where it is nested, and copied where it is not", async () => {
    const shared = planWith({ prompt_data: { name: "a" }, application: { name: "Wiki", slug: "wiki" } });
    const data = shared.context.prompt_data;
    const source = `
context["prompt_data"]["email"] = "a@example.com"
context["lost"] = True
plan = context["flow_plan"]
plan.context["redirect_stage_target"] = "ak-flow://other"
plan.context.pop("nothing", None)
return [context["application"].slug, plan.context["prompt_data"] is request.context["prompt_data"]]`;
    assert.deepEqual(await lab.result(source, shared), ["wiki", true]);
    assert.deepEqual(shared.plan.context, {
      prompt_data: { name: "a", email: "a@example.com" },
      application: { name: "Wiki", slug: "wiki" },
      redirect_stage_target: "ak-flow://other",
    });
    assert.equal(shared.plan.context.prompt_data, data);
  });

  test("keeps what an expression did before it failed", async () => {
    const shared = planWith({ deny_message: "old" });
    await lab.result('context["flow_plan"].context.pop("deny_message")\nraise ValueError("no")', shared);
    assert.deepEqual(shared.plan.context, {});
  });

  test("without a plan, answers can be changed all the same", async () => {
    const prompt_data = { username: " Marie " };
    const source =
      'data = context["prompt_data"]\ndata["username"] = data["username"].strip().lower()\nreturn "flow_plan" in context';
    assert.equal(await lab.result(source, { context: { prompt_data } }), false);
    assert.deepEqual(prompt_data, { username: "marie" });
  });

  test("gets another pending user", async () => {
    const shared = planWith({});
    await lab.evaluate('context["flow_plan"].context["pending_user"] = ak_user_by(username="marie")', shared);
    assert.equal(shared.plan.context.pending_user?.pk, marie.pk);
  });

  test("tells whether the pending user has been authenticated", async () => {
    const source = 'return hasattr(context["flow_plan"].context.get("pending_user"), "backend")';
    assert.equal(await lab.result(source, planWith({ pending_user: marie })), false);
    assert.equal(await lab.result(source, planWith({ pending_user: { ...marie, backend: "inbuilt" } })), true);
  });

  test("goes on to a URL next", async () => {
    const shared = planWith({});
    await lab.evaluate('request.context["flow_plan"].redirect("https://example.com/")', shared);
    const [step] = shared.plan.bindings;
    assert.equal(step?.stage.kind === "memory" && step.stage.settings.target_static, "https://example.com/");
  });

  test("refuses what it cannot keep", async () => {
    const shared = planWith({ email: 1 });
    const result = await lab.result('context["flow_plan"].context["f"] = lambda: 1\nreturn True', shared);
    assert.equal(result, "ExpressionError: A flow cannot keep an object of the type 'function'.");
    assert.deepEqual(shared.plan.context, { email: 1 });
  });
});

describe("a prompt's expression", () => {
  test("knows user and answers, and nothing to say messages with", async () => {
    const request = { kind: "prompt", user: marie, promptContext: { username: "m" } } as const;
    const source = 'return {"value": user.username, "label": prompt_context["username"]}';
    assert.deepEqual(await lab.result(source, request), { value: "marie", label: "m" });
    assert.equal(await lab.result('ak_message("x")', request), "ExpressionError: name 'ak_message' is not defined");
  });

  test("may catch that there is nobody", async () => {
    const source = 'try:\n    return user.attributes["settings"]["locale"]\nexcept:\n    return ""';
    assert.equal(await lab.result(source, { kind: "prompt" }), "");
  });
});

describe("before it is saved", () => {
  test("an expression is checked", async () => {
    assert.equal(await lab.fault("if True:\n    return 1"), undefined);
    assert.equal(await lab.fault("\n  # As authentik takes it.\n  x = 'a'\n  return x"), undefined);
    assert.equal(await lab.result("  x = '''a\nb'''\r\n  return x"), "a\nb");
    const indented: [source: string, says: RegExp | undefined][] = [
      ["  x = 1\nreturn x", /unindent does not match any outer indentation level .*line 2\)$/],
      ["  if True:\n    return 1\nelse:\n  return 2", /unindent does not match .*line 3\)$/],
      ["  x = 1\n  return (", /'\(' was never closed .*line 2\)$/],
      ["\n  for x in []:\n  return x", /expected an indented block after 'for' statement on line 2 .*line 3\)$/],
      ["  x = 1\n  print 'a'\n  return x", /Missing parentheses in call to 'print'.*line 2\)$/],
      ["  x = 1\n    return x", /unexpected indent .*line 2\)$/],
      ["if True:\nreturn 1", /expected an indented block after 'if' statement on line 1 .*line 2\)$/],
      ["\tif True:\n        return 1", undefined],
    ];
    for (const [source, says] of indented) {
      const fault = await lab.fault(source);
      if (says) assert.match(fault ?? "", says, source);
      else assert.equal(fault, undefined, source);
    }
    assert.match((await lab.fault("  x = 1\n  return x.__dict__")) ?? "", /'__dict__' may not be used .*line 2\)$/);
    assert.match((await lab.fault("return (")) ?? "", /^Expression Syntax Error: .*line 1\)$/);
    assert.match((await lab.fault("return x.__dict__")) ?? "", /^Not allowed in expressions: '__dict__'/);
  });
});
