/** Expressions are looked at before a document with them is taken. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { expressionFault } from "../../../src/server/engine/blueprint/expression-fault.ts";
import { importBlueprint, type ImportResult } from "../../../src/server/engine/blueprint/import-blueprint.ts";
import { importableModels } from "../../../src/server/services/importable-models.ts";
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
    const text = `version: 1\nentries:${entries}`;
    const fault = await expressionFault(text, "flow.yaml", lab.expressions);
    return importBlueprint(text, "flow.yaml", { store: lab.store, models: importableModels, now: 0 }, { fault });
  };
  const wrong = await importing(prompt("return 1", true) + policy("return ("));
  assert.equal(wrong.success, false);
  assert.match(wrong.logs.at(-1)?.event ?? "", /^flow\.yaml, line 7: Expression Syntax Error: '\(' was never closed/);
  assert.equal(lab.models.named("policy", "checked"), undefined);
  assert.match((await importing(prompt("return )", true))).logs.at(-1)?.event ?? "", /Expression Syntax Error/);
  assert.equal((await importing(prompt("return )", false) + policy("return True"))).success, true);
});
