import { type Document, isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from "yaml";
import { BlueprintError } from "./blueprint-error.ts";

/** A YAML tag such as `!Find` and what it stands before; resolved when its entry is applied. */
export class Tag {
  readonly name: string;
  readonly value: Value;
  readonly line: number;

  constructor(name: string, value: Value, line: number) {
    this.name = name;
    this.value = value;
    this.line = line;
  }
}

/** What a blueprint consists of: JSON with tags in it. */
export type Value = null | boolean | number | string | Tag | Value[] | { [key: string]: Value };
type ValueMap = { [key: string]: Value };

export interface Entry {
  readonly line: number;
  readonly model: Value;
  readonly state: Value;
  readonly id: string | undefined;
  readonly conditions: Value[];
  readonly identifiers: ValueMap;
  readonly attrs: ValueMap;
}

export interface Blueprint {
  /** What errors call the document, such as its file name. */
  readonly source: string;
  readonly name: string | undefined;
  readonly context: ValueMap;
  readonly entries: readonly Entry[];
}

/** The tags there are; what each does is said in `tags.ts`. */
export const tagNames: ReadonlySet<string> = new Set([
  "KeyOf",
  "Find",
  "FindObject",
  "Context",
  "Env",
  "File",
  "ParseJSON",
  "Format",
  "If",
  "Condition",
  "Enumerate",
  "Index",
  "Value",
  "AtIndex",
]);

/** How many nodes a document may have, aliases counted as often as they stand for something. */
const mostNodes = 100_000;

/** Whether a value is a mapping, as opposed to a list, a tag or a scalar. */
export function isValueMap(value: Value | undefined): value is ValueMap {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Tag);
}

/**
 * Reads a blueprint in authentik's format, version 1.
 *
 * @param source what errors call the document
 * @throws BlueprintError for broken YAML, unknown tags and a wrong structure
 */
export function parseBlueprint(text: string, source: string): Blueprint {
  return new Reader(text, source).read();
}

class Reader {
  readonly #text: string;
  readonly #source: string;
  readonly #lines = new LineCounter();
  #document: Document | undefined;
  #nodes = 0;

  constructor(text: string, source: string) {
    this.#text = text;
    this.#source = source;
  }

  read(): Blueprint {
    // YAML 1.1, as the format's other readers have it: `yes` is a boolean there. Tags are left to us, hence no warnings.
    const document = parseDocument(this.#text, {
      lineCounter: this.#lines,
      version: "1.1",
      logLevel: "error",
      merge: true,
    });
    this.#document = document;
    const [error] = document.errors;
    if (error)
      throw new BlueprintError(this.#source, error.linePos?.[0].line ?? 1, firstLine(error.message), { cause: error });
    const root = document.contents;
    if (!isMap(root)) throw this.#error(root, "A blueprint has to be a mapping.");
    const version: unknown = root.get("version");
    if (version !== 1)
      throw this.#error(root, `Invalid blueprint version: ${JSON.stringify(version ?? null)} instead of 1.`);
    const metadata = this.#mapping(root.get("metadata", true));
    const name = metadata.name;
    return {
      source: this.#source,
      name: typeof name === "string" ? name : undefined,
      context: this.#mapping(root.get("context", true)),
      entries: this.#entryNodes(root.get("entries", true)).map((node) => this.#entry(node)),
    };
  }

  #entryNodes(node: unknown): unknown[] {
    if (isSeq(node)) return node.items;
    if (isMap(node))
      return node.items.flatMap((section) => (isSeq(section.value) ? section.value.items : [section.value]));
    throw this.#error(node, "`entries` has to be a list.");
  }

  #entry(node: unknown): Entry {
    const value = this.#mapping(node);
    const { model, state = "present", id, conditions = [], identifiers = {}, attrs = {} } = value;
    if (model === undefined) throw this.#error(node, "The entry has no `model`.");
    if (!isValueMap(identifiers)) throw this.#error(node, "`identifiers` has to be a mapping.");
    if (attrs !== null && !isValueMap(attrs)) throw this.#error(node, "`attrs` has to be a mapping.");
    if (!Array.isArray(conditions)) throw this.#error(node, "`conditions` has to be a list.");
    const known = typeof id === "string" || typeof id === "number" ? String(id) : undefined;
    return { line: this.#line(node), model, state, id: known, conditions, identifiers, attrs: attrs ?? {} };
  }

  #mapping(node: unknown): ValueMap {
    const value = node === undefined ? {} : this.#value(node);
    if (value === null) return {};
    if (!isValueMap(value)) throw this.#error(node, "A mapping is expected here.");
    return value;
  }

  #value(node: unknown): Value {
    this.#nodes += 1;
    if (this.#nodes > mostNodes) throw this.#error(node, "The document is too large.");
    if (isAlias(node)) {
      const target = this.#document && node.resolve(this.#document);
      if (!target) throw this.#error(node, `There is no anchor &${node.source} before it.`);
      return this.#value(target);
    }
    const tag = tagOf(node);
    const plain = this.#plainValue(node);
    if (tag === undefined) return plain;
    if (!tagNames.has(tag)) throw this.#error(node, `Unknown tag !${tag}.`);
    return new Tag(tag, plain, this.#line(node));
  }

  #plainValue(node: unknown): Value {
    if (isMap(node)) {
      return Object.fromEntries(node.items.map((pair) => [String(scalarOf(pair.key)), this.#value(pair.value)]));
    }
    if (isSeq(node)) return node.items.map((item) => this.#value(item));
    const scalar = scalarOf(node);
    if (scalar === undefined) return null;
    if (scalar === null || typeof scalar === "boolean" || typeof scalar === "number") return scalar;
    return scalar instanceof Date ? scalar.toISOString() : String(scalar);
  }

  #error(node: unknown, message: string): BlueprintError {
    return new BlueprintError(this.#source, this.#line(node), message);
  }

  #line(node: unknown): number {
    const start = (node as Node | null | undefined)?.range?.[0];
    return start === undefined ? 1 : this.#lines.linePos(start).line;
  }
}

function scalarOf(node: unknown): unknown {
  return isScalar(node) ? node.value : undefined;
}

/** The name of a tag of our own; YAML's own tags (`!!str`) are none. */
function tagOf(node: unknown): string | undefined {
  const tag = isScalar(node) || isMap(node) || isSeq(node) ? node.tag : undefined;
  return tag?.startsWith("!") ? tag.slice(1) : undefined;
}

function firstLine(message: string): string {
  return message.split("\n")[0]?.replace(/ at line.*$/, ".") ?? message;
}
