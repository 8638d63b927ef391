import { readFile } from "node:fs/promises";
import type ts from "typescript";

/** The element and what it inherits from. */
const sources = ["src/client/shell/executor.ts", "src/package/flow-element.ts"];

/** What its types leave out. */
interface Analyzer {
  create(options: { modules: readonly ts.SourceFile[]; plugins: readonly unknown[]; context: { dev: boolean } }): {
    readonly modules: readonly { readonly declarations?: readonly Declaration[] }[];
  };
  /** The compiler that it reads the results of. */
  readonly ts: typeof ts;
}

interface Member {
  readonly name: string;
  readonly kind: string;
  readonly privacy?: string;
  readonly static?: boolean;
  readonly description?: string;
  readonly type?: unknown;
}

interface Declaration {
  readonly name: string;
  readonly members?: readonly Member[];
  readonly [part: string]: unknown;
}

/** The custom elements manifest of the element, as editors and documentation read it: what is public, and nothing else. */
export async function packageManifest(root: string): Promise<string> {
  const analyzer = (await import("@custom-elements-manifest/analyzer")) as Analyzer;
  const { createSourceFile, ScriptTarget } = analyzer.ts;
  const modules = await Promise.all(
    sources.map(async (path) => createSourceFile(path, await readFile(root + path, "utf8"), ScriptTarget.ES2022, true)),
  );
  const manifest = analyzer.create({ modules, plugins: [], context: { dev: false } });
  const declarations = manifest.modules.flatMap((module) => module.declarations ?? []);
  const element = declarations.find(({ name }) => name === "FlowElement");
  const base = declarations.find(({ name }) => name === "FlowExecutor");
  if (!element || !base) throw new Error("the manifest lacks the element");
  const known = new Map([...(base.members ?? []), ...(element.members ?? [])].map((member) => [member.name, member]));
  const members = [...known.values()]
    .filter(
      ({ name, privacy, static: isStatic }) => !name.startsWith("#") && !isStatic && (privacy ?? "public") === "public",
    )
    .filter(({ name }) => !/^(connected|disconnected)Callback$|^constructor$/.test(name))
    .map(({ name, kind, description, type }) => ({
      kind,
      name,
      ...(description && { description }),
      ...(type ? { type } : {}),
    }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  const { events, slots, cssParts, cssProperties, cssStates } = element;
  const declaration = {
    kind: "class",
    name: "FlowElement",
    tagName: "ak-flow-executor",
    customElement: true,
    description: element["description"],
    superclass: { name: "LitElement", package: "lit" },
    attributes: [
      ...((base["attributes"] ?? []) as unknown[]),
      { name: "manual", description: "the flow waits for `start()`, rather than to begin by itself" },
    ],
    members,
    events,
    slots,
    cssParts,
    cssProperties,
    cssStates,
  };
  const path = "dist/package/define.js";
  const exports = [{ kind: "js", name: "FlowElement", declaration: { name: "FlowElement", module: path } }];
  const whole = {
    schemaVersion: "2.1.0",
    readme: "README.md",
    modules: [{ kind: "javascript-module", path, declarations: [declaration], exports }],
  };
  return `${JSON.stringify(whole, undefined, 2)}\n`;
}
