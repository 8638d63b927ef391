/**
 * What it takes to carry the project on, tried in a copy: which files a new stage, a new policy and a new language touch, and that the
 * compiler finds what is misspelt or stands in the wrong wing.
 */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { compiler } from "../../tools/compiler.ts";
import { compileWords } from "../../tools/words/compile.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const copy = mkdtempSync(join(tmpdir(), "experiments-"));
after(() => rmSync(copy, { recursive: true }));
for (const path of ["src", ".config", "package.json", ".cache/types"]) {
  // What was compiled already makes it quicker, and need not be there.
  if (existsSync(join(root, path)))
    cpSync(join(root, path), join(copy, path), { recursive: true, preserveTimestamps: true });
}
symlinkSync(join(root, "node_modules"), join(copy, "node_modules"));

const wings = ["src/client", "src/server"];

/** Compiles both wings. @returns the files with errors, each with the codes of TypeScript */
async function errors(): Promise<Map<string, string[]>> {
  const output = await new Promise<string>((resolve) => {
    execFile(process.execPath, [compiler, "-b", ...wings], { cwd: copy, maxBuffer: 2 ** 24 }, (_, stdout) =>
      resolve(stdout),
    );
  });
  const found = new Map<string, string[]>();
  for (const [, file = "", code = ""] of output.matchAll(/^(\S+)\(\d+,\d+\): error (TS\d+)/gm)) {
    found.set(file, [...(found.get(file) ?? []), code]);
  }
  return found;
}

function write(path: string, text: string): void {
  writeFileSync(join(copy, path), text);
}

/** Puts text in front of the first place that matches. */
function insert(path: string, before: string, text: string): void {
  const code = readFileSync(join(copy, path), "utf8");
  assert.ok(code.includes(before), `${path} has ${before}`);
  write(
    path,
    code.replace(before, () => text + before),
  );
}

const clientStage = (component: string, key: string): string => `
import { html, type TemplateResult } from "lit";
import type { AnswerOf } from "../../protocol/challenges.ts";
import { StageElement } from "../ui/stage-element.ts";

export class ColourStage extends StageElement<"ak-stage-colour"> {
  override answer(): AnswerOf<"ak-stage-colour"> {
    return { ${key}: this.challenge.colours[0] ?? "" };
  }
  protected override render(): TemplateResult {
    return html\`<input name="colour" />\`;
  }
}
customElements.define("${component}", ColourStage);
`;

const serverStage = (key: string, colours: string): string => `
import { text } from "../engine/fields.ts";
import { defineModel } from "../engine/model.ts";
import { parseAnswer } from "../engine/answer.ts";
import type { StageHandler } from "../engine/stage-handler.ts";

const model = defineModel({ name: "x_colour.colourstage", family: "stage", unique: ["name"], fields: { name: text() } });
export const colourStage: StageHandler<typeof model, "ak-stage-colour"> = {
  model,
  async show({ settings }) {
    return { kind: "challenge", challenge: { component: "ak-stage-colour", ${colours}: [settings.name] } };
  },
  async answer(_, body) {
    const parsed = parseAnswer({ ${key}: text() }, body);
    return parsed.ok ? { kind: "ok" } : { kind: "invalid", errors: parsed.errors };
  },
};
`;

const policy = (key: string): string => `
import { text } from "../engine/fields.ts";
import { defineModel } from "../engine/model.ts";
import { type PolicyHandler, policyFields } from "./policy-handler.ts";

const model = defineModel({ name: "x_colour.colourpolicy", family: "policy", unique: ["name"], fields: { ...policyFields, colour: text() } });
export const colourPolicy: PolicyHandler<typeof model> = {
  model,
  async evaluate({ ${key} }) {
    return { passing: ${key} === "green", messages: [] };
  },
};
`;

const schema = "src/protocol/schema.gen.ts";

test("a stage of the client is its file, its line and what the schema says; one of the server and a policy are a file and a line", () => {
  const challenge =
    '{ component: "ak-stage-colour"; flow_info?: components["schemas"]["ContextualFlowInfo"]; response_errors?: { [key: string]: components["schemas"]["ErrorDetail"][] }; colours: string[] }';
  insert(schema, '      | components["schemas"]["DummyChallenge"]\n', `      | ${challenge}\n`);
  insert(
    schema,
    '      | components["schemas"]["DummyChallengeResponseRequest"]\n',
    '      | { component: "ak-stage-colour"; colour: string }\n',
  );
  write("src/client/stages/colour-stage.ts", clientStage("ak-stage-colour", "colour"));
  insert(
    "src/client/stages/registry.ts",
    '  "ak-stage-dummy":',
    '  "ak-stage-colour": async () => (await import("./colour-stage.ts")).ColourStage,\n',
  );
  write("src/server/stages/colour-stage.ts", serverStage("colour", "colours"));
  insert("src/server/stages/registry.ts", "import { dummyStage", 'import { colourStage } from "./colour-stage.ts";\n');
  insert("src/server/stages/registry.ts", "  dummyStage,", "  colourStage,\n");
  write("src/server/policies/colour-policy.ts", policy("colour"));
  insert(
    "src/server/policies/registry.ts",
    "import { dummyPolicy",
    'import { colourPolicy } from "./colour-policy.ts";\n',
  );
  insert("src/server/policies/registry.ts", "  dummyPolicy,", "  colourPolicy,\n");
  // That they compile is seen below, where all is compiled at once.
});

test("a language is one file", () => {
  const path = "src/locales/de.xlf";
  write(
    "src/locales/eo.xlf",
    readFileSync(join(copy, path), "utf8").replaceAll('target-language="de"', 'target-language="eo"'),
  );
  compileWords(copy);
  assert.match(readFileSync(join(copy, "src/protocol/locales/compiled/languages.gen.ts"), "utf8"), /"eo":"ltr"/);
});

test("they compile; what is misspelt, left out or in the wrong wing does not", async () => {
  write("src/client/stages/misspelt-answer-stage.ts", clientStage("ak-stage-other", "color"));
  insert(
    "src/client/stages/registry.ts",
    '  "ak-stage-dummy":',
    '  "ak-stage-color": async () => (await import("./colour-stage.ts")).ColourStage,\n',
  );
  write("src/server/stages/misspelt-answer-stage.ts", serverStage("color", "colours"));
  write("src/server/stages/misspelt-challenge-stage.ts", serverStage("colour", "colors"));
  write("src/server/policies/misspelt-policy.ts", policy("color"));
  write("src/server/stages/document-stage.ts", "export const title = document.title;\n");
  write("src/client/stages/process-stage.ts", 'export const path = process.env["PATH"];\n');
  const found = await errors();
  assert.equal(found.get("src/client/stages/registry.ts")?.length, 1);
  assert.deepEqual([...found.keys()].sort(), [
    "src/client/stages/misspelt-answer-stage.ts",
    "src/client/stages/process-stage.ts",
    "src/client/stages/registry.ts",
    "src/server/policies/misspelt-policy.ts",
    "src/server/stages/document-stage.ts",
    "src/server/stages/misspelt-answer-stage.ts",
    "src/server/stages/misspelt-challenge-stage.ts",
  ]);
});
