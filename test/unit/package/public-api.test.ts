/** What others build on: a change of it fails here, with what the changelog has to say. `UPDATE_API=1` notes it down. */
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { posix } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { packageManifest } from "../../../tools/build/package-manifest.ts";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const snapshot = fileURLToPath(new URL("public-api.txt", import.meta.url));
const entries: readonly (readonly [entry: string, source: string])[] = [
  [".", "src/package/register.ts"],
  ["./frame", "src/package/frame.ts"],
  ["./react", "src/package/react.ts"],
  ["./session", "src/package/session.ts"],
  ["./stage", "src/package/stage.ts"],
  ["./theme", "src/package/theme.ts"],
  ["./testing", "test/kit/testing.ts"],
  ["./vue", "src/package/vue.ts"],
];

test("the public API is the one that is written down, or the changelog says otherwise", async () => {
  const now = [
    ...exportedPaths(),
    ...(await elementLines()),
    ...entries.flatMap(([entry, file]) => lines(entry, file)),
  ];
  if (process.env["UPDATE_API"]) writeFileSync(snapshot, `${now.join("\n")}\n`);
  const before = readFileSync(snapshot, "utf8").trimEnd().split("\n");
  assert.equal(changelog(before, now), "");
});

test("a rename says what to write", () => {
  const text = changelog(["attribute query"], ["attribute search"]);
  assert.match(text, /CHANGELOG\.md.*- Gone: `attribute query`.*- New: `attribute search`.*UPDATE_API=1/s);
});

/** What the changelog has to say; `""` where nothing has changed. */
function changelog(before: readonly string[], now: readonly string[]): string {
  const gone = before.filter((line) => !now.includes(line)).map((line) => `- Gone: \`${line}\``);
  const added = now.filter((line) => !before.includes(line)).map((line) => `- New: \`${line}\``);
  if (gone.length + added.length === 0) return "";
  return `The public API has changed. Write into CHANGELOG.md, with what to do about it, then run this with UPDATE_API=1:\n${[...gone, ...added].join("\n")}\nUPDATE_API=1`;
}

function exportedPaths(): string[] {
  const { exports } = JSON.parse(readFileSync(`${root}package.json`, "utf8")) as { exports: Record<string, unknown> };
  return Object.keys(exports).map((path) => `export ${path}`);
}

interface Named {
  readonly name: string;
}

async function elementLines(): Promise<string[]> {
  const manifest = JSON.parse(await packageManifest(root)) as {
    modules: [{ declarations: [Record<string, readonly Named[]>] }];
  };
  const [element] = manifest.modules[0].declarations;
  const kinds = ["attributes", "members", "events", "slots", "cssParts", "cssProperties", "cssStates"];
  return kinds.flatMap((kind) => (element[kind] ?? []).map(({ name }) => `element ${kind} ${name || "(default)"}`));
}

/** One line for each name that an entry exports, and for each public member of what it stands for. */
function lines(entry: string, file: string): string[] {
  return [...exportsOf(file)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([name, declaration]) => [
      `${entry} ${name}`,
      ...members(declaration).map((line) => `${entry} ${name} ${line}`),
    ]);
}

function exportsOf(file: string): Map<string, ts.Node> {
  const source = ts.createSourceFile(file, readFileSync(root + file, "utf8"), ts.ScriptTarget.ES2022, true);
  const found = new Map<string, ts.Node>();
  for (const statement of source.statements) {
    if (ts.isExportDeclaration(statement)) {
      const target =
        statement.moduleSpecifier && ts.isStringLiteral(statement.moduleSpecifier)
          ? statement.moduleSpecifier.text
          : "";
      const theirs = target.startsWith(".")
        ? exportsOf(posix.join(posix.dirname(file), target))
        : new Map<string, ts.Node>();
      const names =
        statement.exportClause && ts.isNamedExports(statement.exportClause)
          ? statement.exportClause.elements
          : undefined;
      if (names)
        for (const { name, propertyName } of names)
          found.set(name.text, theirs.get((propertyName ?? name).text) ?? name);
      else for (const [name, node] of theirs) found.set(name, node);
    } else if (isExported(statement)) {
      if (ts.isVariableStatement(statement))
        for (const declared of statement.declarationList.declarations) found.set(declared.name.getText(), declared);
      else if ("name" in statement) found.set((statement.name as ts.Identifier).text, statement);
    }
  }
  return found;
}

function isExported(node: ts.Statement): boolean {
  return (
    ts.canHaveModifiers(node) && (ts.getModifiers(node) ?? []).some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)
  );
}

function members(node: ts.Node): string[] {
  if (ts.isFunctionDeclaration(node)) return [signature(node)];
  if (!ts.isClassDeclaration(node) && !ts.isInterfaceDeclaration(node)) return [];
  return node.members.flatMap((member) => {
    const modifiers = ts.canHaveModifiers(member) ? (ts.getModifiers(member) ?? []) : [];
    const isHidden = modifiers.some(
      ({ kind }) => kind === ts.SyntaxKind.PrivateKeyword || kind === ts.SyntaxKind.OverrideKeyword,
    );
    if (isHidden || (member.name && ts.isPrivateIdentifier(member.name))) return [];
    return [signature(member)];
  });
}

/** A declaration without its body, its value and its comments, on one line. */
function signature(node: ts.Node & { readonly body?: ts.Node | undefined; readonly initializer?: ts.Node }): string {
  const rest = node.body ?? node.initializer;
  const text = node.getSourceFile().text.slice(node.getStart(), rest ? rest.getFullStart() : node.getEnd());
  return text
    .replace(/\/\*\*.*?\*\//gs, "")
    .replace(/\s+/g, " ")
    .replace(/^export /, "")
    .replace(/[\s=;]+$/, "");
}
