import { readdirSync, readFileSync } from "node:fs";
import { join, posix, sep } from "node:path";
import ts from "typescript";

/** An import as written in a file: `import`, `export … from`, `import()` or a type's `import("…")`. */
export interface Import {
  /** A path within the project, such as `src/client/main.ts`, or the name of a package's module. */
  readonly target: string;
  readonly isPackage: boolean;
  /** Only types: nothing of it is left at run time. */
  readonly isType: boolean;
  /** Loaded on demand. */
  readonly isDynamic: boolean;
  /** Where the module's name stands: an offset in the text. */
  readonly start: number;
}

/** A TypeScript file of the project, parsed. */
export interface SourceFile {
  /** With `/`, from the root of the project. */
  readonly path: string;
  readonly text: string;
  readonly tree: ts.SourceFile;
  readonly imports: readonly Import[];
}

/** Parses one file; also made-up ones. */
export function sourceFile(path: string, text: string): SourceFile {
  const tree = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  return { path, text, tree, imports: importsOf(path, tree) };
}

/** Every TypeScript file below the given folders. */
export function readSourceFiles(root: string, folders: readonly string[]): SourceFile[] {
  return folders.flatMap((folder) => {
    const names = readdirSync(join(root, folder), { recursive: true, encoding: "utf8" });
    return names
      .filter((name) => name.endsWith(".ts"))
      .sort()
      .map((name) =>
        sourceFile(posix.join(folder, name.split(sep).join("/")), readFileSync(join(root, folder, name), "utf8")),
      );
  });
}

/** Visits a node and all below it, each with what stands around it, nearest first. */
export function walk(
  node: ts.Node,
  visit: (node: ts.Node, around: readonly ts.Node[]) => void,
  around: ts.Node[] = [],
): void {
  visit(node, around);
  node.forEachChild((child) => walk(child, visit, [node, ...around]));
}

function importsOf(path: string, tree: ts.SourceFile): Import[] {
  const found: Import[] = [];
  const add = (specifier: ts.Node | undefined, isType: boolean, isDynamic: boolean): void => {
    if (!specifier || !ts.isStringLiteralLike(specifier)) return;
    const [name = ""] = specifier.text.split("?");
    const isPackage = !name.startsWith(".");
    const target = isPackage ? name : posix.join(posix.dirname(path), name);
    found.push({ target, isPackage, isType, isDynamic, start: specifier.getStart(tree) });
  };
  walk(tree, (node) => {
    if (ts.isImportDeclaration(node)) add(node.moduleSpecifier, isTypeImport(node.importClause), false);
    else if (ts.isExportDeclaration(node)) add(node.moduleSpecifier, node.isTypeOnly, false);
    else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) add(node.argument.literal, true, false);
    else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      add(node.arguments[0], false, true);
    }
  });
  return found;
}

function isTypeImport(clause: ts.ImportClause | undefined): boolean {
  if (!clause) return false;
  if (clause.phaseModifier === ts.SyntaxKind.TypeKeyword) return true;
  const names = clause.namedBindings;
  if (clause.name || !names || !ts.isNamedImports(names)) return false;
  return names.elements.length > 0 && names.elements.every((element) => element.isTypeOnly);
}
