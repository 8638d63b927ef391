import { readdirSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type ts from "typescript";

/** The element and what it inherits from. */
const elementSources = ["src/client/shell/executor.ts", "src/package/flow-element.ts"];
const stageSource = "src/client/ui/stage-element.ts";
/** Where the elements are that show the steps. */
const partSources = ["src/client/stages", "src/client/ui", "src/client/shell/problem-stage.ts"];

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

interface Attribute {
  readonly name: string;
  readonly description?: string;
}

interface Declaration {
  readonly name: string;
  readonly description?: string;
  readonly members?: readonly Member[];
  readonly attributes?: readonly Attribute[];
  readonly [part: string]: unknown;
}

/** The custom elements manifest, as editors and documentation read it: what is public, and nothing else. */
export async function packageManifest(root: string): Promise<string> {
  const parts = partSources.flatMap((path) => sourcesIn(root, path));
  const tags = new Map<string, string>();
  for (const path of parts) {
    const text = await readFile(root + path, "utf8");
    for (const [, tag = "", name = ""] of text.matchAll(/customElements\.define\("([\w-]+)", (\w+)\)/g))
      tags.set(name, tag);
  }
  const all = await declarationsOf(root, [...elementSources, stageSource, ...parts]);
  const find = (name: string): Declaration => {
    const found = all.find((each) => each.name === name);
    if (!found) throw new Error(`the manifest lacks ${name}`);
    return found;
  };
  const shown = [...tags].sort(([, a], [, b]) => (a < b ? -1 : 1)).map(([name, tag]) => partOf(find(name), tag));
  const modules = [
    moduleOf("dist/package/define.js", [elementOf(find("FlowElement"), find("FlowExecutor")), ...shown], "FlowElement"),
    moduleOf("dist/package/stage.js", [stageOf(find("StageElement"))], "StageElement"),
  ];
  return `${JSON.stringify({ schemaVersion: "2.1.0", readme: "README.md", modules }, undefined, 2)}\n`;
}

function sourcesIn(root: string, path: string): string[] {
  if (path.endsWith(".ts")) return [path];
  const names = readdirSync(root + path, { recursive: true, encoding: "utf8" });
  return names.filter((name) => /^[^.]+\.ts$/.test(name)).map((name) => join(path, name));
}

async function declarationsOf(root: string, sources: readonly string[]): Promise<Declaration[]> {
  const analyzer = (await import("@custom-elements-manifest/analyzer")) as Analyzer;
  const { createSourceFile, ScriptTarget } = analyzer.ts;
  const modules = await Promise.all(
    [...new Set(sources)].map(async (path) =>
      createSourceFile(path, await readFile(root + path, "utf8"), ScriptTarget.ES2022, true),
    ),
  );
  const manifest = analyzer.create({ modules, plugins: [], context: { dev: false } });
  return manifest.modules.flatMap((module) => module.declarations ?? []);
}

function elementOf(element: Declaration, base: Declaration): object {
  const { events, slots, cssParts, cssProperties, cssStates } = element;
  const members = publicMembers([...(base.members ?? []), ...(element.members ?? [])]);
  const manual = { name: "manual", description: "the flow waits for `start()`, rather than to begin by itself" };
  const attributes = [...(base.attributes ?? []), manual].map((attribute) => {
    const fieldName = attribute.name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
    const type = members.find(({ name }) => name === fieldName)?.type;
    return { ...attribute, ...(type ? { fieldName, type } : {}) };
  });
  return {
    kind: "class",
    name: "FlowElement",
    tagName: "ak-flow-executor",
    customElement: true,
    description: element.description,
    superclass: { name: "LitElement", package: "lit" },
    ...{ attributes, members, events, slots, cssParts, cssProperties, cssStates },
  };
}

function stageOf({ name, description, members, events }: Declaration): object {
  const superclass = { name: "LitElement", package: "lit" };
  return { kind: "class", name, description, superclass, customElement: true, members: publicMembers(members), events };
}

/** An element that the flow makes: for stylesheets and tests, not to be written into a page. */
function partOf({ name, description, superclass }: Declaration, tagName: string): object {
  return { kind: "class", name, tagName, customElement: true, description, superclass };
}

/** Those that come later say more of the same. */
function publicMembers(members: readonly Member[] = []): Pick<Member, "kind" | "name" | "description" | "type">[] {
  return [...new Map(members.map((member) => [member.name, member])).values()]
    .filter(
      ({ name, privacy, static: isStatic }) => !name.startsWith("#") && !isStatic && (privacy ?? "public") === "public",
    )
    .filter(({ name }) => !/^(connected|disconnected)Callback$|^constructor$/.test(name))
    .map(({ name, kind, description, type }) => ({
      ...{ kind, name },
      ...(description && { description }),
      ...(type ? { type } : {}),
    }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

function moduleOf(path: string, declarations: readonly object[], exported: string): object {
  const exports = [{ kind: "js", name: exported, declaration: { name: exported, module: path } }];
  return { kind: "javascript-module", path, declarations, exports };
}
