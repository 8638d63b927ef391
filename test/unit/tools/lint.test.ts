import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { after, test } from "node:test";

/** Files, each with a fault, and the rule and the line that it is told with. */
const faulty = {
  "src/client/flow/upwards.ts": {
    code: 'import { a } from "./a.ts";\nimport { b } from "../shell/b.ts";\nexport const c = [a, b];\n',
    told: "own(arrows) 2",
  },
  "src/client/ui/template.ts": {
    code: 'import { html } from "lit";\nexport const c = (a: string) => html`<p id="${a}"></p>`;\n',
    told: "lit(quoted-expressions) 2",
  },
  "src/client/ui/element.ts": {
    code: "export class C extends HTMLElement {\n  constructor(public a: string) {\n    super();\n  }\n}\n",
    told: "wc(no-constructor-params) 2",
  },
  "src/server/promise.ts": {
    code: "export const c = (): void => {\n  Promise.resolve(1);\n};\n",
    told: "typescript(no-floating-promises) 2",
  },
  "src/server/condition.ts": {
    code: "export const c = (a: object): number => {\n  if (a) return 1;\n  return 2;\n};\n",
    told: "typescript(no-unnecessary-condition) 2",
  },
  "src/server/any.ts": {
    code: "export const c = (a: string): string =>\n  JSON.parse(a);\n",
    told: "typescript(no-unsafe-return) 2",
  },
  "src/server/excepted.ts": {
    code: "export const c = (): number =>\n  // eslint-disable-next-line no-control-regex -- nothing of the kind follows\n  1;\n",
    told: "undefined 2",
  },
  "tools/undeclared.js": { code: "export const c =\n  undeclared;\n", told: "eslint(no-undef) 2" },
} as const;
const sound = {
  "src/client/shell/downwards.ts": 'import { b } from "../flow/b.ts";\nexport const c = b;\n',
  "src/client/flow/b.ts": "export const b = 1;\n",
  "src/client/flow/a.ts": "export const a = 1;\n",
  "src/client/shell/b.ts": "export const b = 1;\n",
};

/** A folder with this project's rules. */
const folder = mkdtempSync(join(tmpdir(), "lint-"));
after(() => rmSync(folder, { recursive: true }));

interface Report {
  readonly diagnostics: readonly {
    readonly code?: string;
    readonly filename: string;
    readonly labels: readonly { readonly span: { readonly line: number } }[];
  }[];
}

test("the linter finds what breaks the rules, where it is written, and nothing in what doesn't", () => {
  for (const name of ["node_modules", "tools/lint", "tools/words"]) link(name);
  copyFileSync(".oxlintrc.json", join(folder, ".oxlintrc.json"));
  write(
    "tsconfig.json",
    '{ "compilerOptions": { "strict": true, "allowImportingTsExtensions": true, "noEmit": true } }',
  );
  for (const [name, { code }] of Object.entries(faulty)) write(name, code);
  for (const [name, code] of Object.entries(sound)) write(name, code);
  const found = told().map(({ code, filename, labels }) => `${filename}: ${code} ${labels[0]?.span.line}`);
  assert.deepEqual(
    found.sort(),
    Object.entries(faulty)
      .map(([name, { told }]) => `${name}: ${told}`)
      .sort(),
  );
});

function told(): Report["diagnostics"] {
  const args = ["--import", resolve("node_modules/tsx/dist/esm/index.mjs"), "node_modules/oxlint/bin/oxlint"];
  const { stdout } = spawnSync(process.execPath, [...args, "--format", "json", "src", "tools/undeclared.js"], {
    cwd: folder,
    encoding: "utf8",
  });
  return (JSON.parse(stdout) as Report).diagnostics;
}

function link(name: string): void {
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  symlinkSync(resolve(name), join(folder, name));
}

function write(name: string, text: string): void {
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  writeFileSync(join(folder, name), text);
}
