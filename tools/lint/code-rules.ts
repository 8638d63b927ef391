import { posix } from "node:path";
import ts from "typescript";
import { type SourceFile, walk } from "../words/source-file.ts";

/** Lines of a file. */
const longest = 250;
const emptyNames = new Set(["index.ts", "utils.ts", "helpers.ts", "types.ts", "common.ts"]);
const pageGlobals = new Set(["document", "window", "navigator", "location", "localStorage", "sessionStorage"]);
/** What only `platform` and `main` touch; the rest of `document` is what elements live in. */
const platformGlobals = new Set(["navigator", "location", "localStorage", "sessionStorage"]);
const platformProperties = new Set(["cookie", "title"]);

/** Files that are too long, or whose name says nothing. Generated ones may be long. */
export function fileFaults(files: readonly SourceFile[]): string[] {
  return files.flatMap(({ path, text }) => {
    const lines = text.trimEnd().split("\n").length;
    const faults: string[] = [];
    if (lines > longest && !path.endsWith(".gen.ts"))
      faults.push(`${path} has ${lines} lines: split it by topic (at most ${longest})`);
    if (emptyNames.has(posix.basename(path))) faults.push(`${path}: name it after its one topic`);
    return faults;
  });
}

/** Layers of the client that touch what belongs to `platform`. */
export function globalFaults(files: readonly SourceFile[]): string[] {
  return files.flatMap((file) => {
    const layer = /^src\/client\/(flow|ui|stages|shell)\//.exec(file.path)?.[1];
    if (!layer) return [];
    const advice = `${layer} leaves that to platform: call a function of src/client/platform, or take the value as a parameter`;
    return globalsOf(file, layer === "flow").map((name) => `${file.path} uses ${name}: ${advice}`);
  });
}

/** `msg()` that runs when its module is loaded: it would keep the language of that moment. */
export function messageFaults(files: readonly SourceFile[]): string[] {
  return files.flatMap(({ path, tree }) => {
    const faults: string[] = [];
    walk(tree, (node, around) => {
      if (!ts.isCallExpression(node) || !ts.isIdentifier(node.expression) || node.expression.text !== "msg") return;
      if (!around.some(runsLater))
        faults.push(`${path}:${line(tree, node)} calls msg() at import time: move it into a function`);
    });
    return faults;
  });
}

/** Registries whose entries are out of order. */
export function registryFaults(files: readonly SourceFile[]): string[] {
  return files
    .filter(({ path }) => posix.basename(path) === "registry.ts")
    .flatMap(({ path, tree }) => {
      const faults: string[] = [];
      walk(tree, (node) => {
        if (!ts.isObjectLiteralExpression(node)) return;
        const keys = node.properties.flatMap(({ name }) => (name && ts.isStringLiteral(name) ? [name.text] : []));
        const late = keys.find((key, index) => index > 0 && key < (keys[index - 1] ?? ""));
        if (late) faults.push(`${path}: sort the entries; "${late}" comes too late`);
      });
      return faults;
    });
}

function globalsOf({ tree }: SourceFile, isFlow: boolean): string[] {
  const found = new Set<string>();
  const forbidden = isFlow ? pageGlobals : platformGlobals;
  walk(tree, (node, [parent]) => {
    if (ts.isIdentifier(node) && forbidden.has(node.text) && isReference(node, parent)) found.add(node.text);
    if (!ts.isPropertyAccessExpression(node) || !ts.isIdentifier(node.expression)) return;
    const owner = node.expression.text;
    const name = node.name.text;
    if (owner === "document" && platformProperties.has(name)) found.add(`document.${name}`);
    if ((owner === "window" || owner === "globalThis") && forbidden.has(name)) found.add(name);
  });
  return [...found].sort();
}

/** Whether the identifier stands for a value, and is not merely the name of a member. */
function isReference(node: ts.Identifier, parent: ts.Node | undefined): boolean {
  if (!parent) return true;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  if (ts.isPropertyAssignment(parent)) return parent.initializer === node;
  const isMember = ts.isPropertySignature(parent) || ts.isPropertyDeclaration(parent) || ts.isMethodDeclaration(parent);
  return !(isMember && parent.name === node);
}

function runsLater(node: ts.Node): boolean {
  if (ts.isPropertyDeclaration(node)) {
    return !node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.StaticKeyword);
  }
  return ts.isFunctionLike(node);
}

function line(tree: ts.SourceFile, node: ts.Node): number {
  return tree.getLineAndCharacterOfPosition(node.getStart()).line + 1;
}
