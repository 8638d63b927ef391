import { sentence } from "../../../protocol/locales/words.ts";
import { isAlias, isMap, isScalar, isSeq, type YAMLMap } from "yaml";
import { BlueprintError } from "./blueprint-error.ts";
import { exactNumber, floatText, tagOf } from "./python-scalars.ts";
import { isMergeKey, readYaml, type YamlDocument } from "./read-yaml.ts";
import { versionFault, whatItIs } from "./what-it-is.ts";

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
  /** Attributes that an object only gets when it is made: what files of older releases could leave out. */
  readonly whenNew?: Readonly<ValueMap>;
  /** The lines of the document in which the texts of attributes begin. */
  readonly lines?: Readonly<Record<string, number>>;
  /** What Python makes of attributes and identifiers that are numbers with a fraction, for fields that take text. */
  readonly texts?: Readonly<Record<string, string>>;
  /** Only looked for, so that others can refer to it. */
  readonly isLeftOut?: boolean;
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
/** And how many characters of text, counted the same. */
const mostCharacters = 4_000_000;
/** Each entry is looked up among all that are there. */
const mostEntries = 2_000;

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
  readonly #source: string;
  readonly #document: YamlDocument;
  /** The nodes that are being read, to notice an alias for one it stands in. */
  readonly #open = new Set<unknown>();
  /** By the mappings that have been read. */
  readonly #texts = new Map<ValueMap, Readonly<Record<string, string>>>();
  #nodes = 0;
  #characters = 0;

  constructor(text: string, source: string) {
    this.#source = source;
    this.#document = readYaml(text, source);
  }

  read(): Blueprint {
    const { root } = this.#document;
    if (!isMap(root)) throw this.#error(root, whatItIs(root));
    const version: unknown = root.get("version") ?? 1;
    const fault = versionFault(version, root.has("entries") || root.has("version"));
    if (fault !== undefined) throw this.#error(root, fault);
    const metadata = this.#mapping(root.get("metadata", true));
    const name = metadata.name;
    return {
      source: this.#source,
      name: typeof name === "string" ? name : undefined,
      context: this.#mapping(root.get("context", true)),
      entries: this.#entries(root.get("entries", true)),
    };
  }

  #entries(node: unknown): Entry[] {
    const nodes = this.#entryNodes(node);
    if (nodes.length > mostEntries) throw this.#error(node, `There are more than ${mostEntries} entries in it.`);
    return nodes.map((entry) => this.#entry(entry));
  }

  #entryNodes(node: unknown): unknown[] {
    if (isSeq(node)) return node.items;
    if (isMap(node))
      return node.items.flatMap((section) => (isSeq(section.value) ? section.value.items : [section.value]));
    throw this.#error(node, sentence("`{0}` has to be a list.", "entries"));
  }

  #entry(node: unknown): Entry {
    const value = this.#mapping(node);
    const { model, state = "present", id, conditions = [], identifiers = {}, attrs = {} } = value;
    if (model === undefined) throw this.#error(node, sentence("The entry has no `model`."));
    const mapping = (name: string): BlueprintError => this.#error(node, sentence("`{0}` has to be a mapping.", name));
    if (!isValueMap(identifiers)) throw mapping("identifiers");
    if (attrs !== null && !isValueMap(attrs)) throw mapping("attrs");
    if (!Array.isArray(conditions)) throw this.#error(node, sentence("`{0}` has to be a list.", "conditions"));
    const known = typeof id === "string" || typeof id === "number" ? String(id) : undefined;
    const lines = this.#linesOf(node);
    const texts = { ...this.#texts.get(identifiers), ...(attrs && this.#texts.get(attrs)) };
    return {
      line: this.#line(node),
      model,
      state,
      id: known,
      conditions,
      identifiers,
      attrs: attrs ?? {},
      lines,
      texts,
    };
  }

  #linesOf(node: unknown): Record<string, number> {
    const attrs = isMap(node) ? node.get("attrs", true) : undefined;
    if (!isMap(attrs)) return {};
    return Object.fromEntries(
      attrs.items.map(({ key, value }) => {
        // What follows a `|` begins in the line after it.
        const isBlock = isScalar(value) && (value.type === "BLOCK_LITERAL" || value.type === "BLOCK_FOLDED");
        return [String(scalarOf(key)), this.#line(value ?? key) + (isBlock ? 1 : 0)];
      }),
    );
  }

  #mapping(node: unknown): ValueMap {
    const value = node === undefined ? {} : this.#value(node);
    if (value === null) return {};
    if (!isValueMap(value)) throw this.#error(node, sentence("A mapping is expected here."));
    return value;
  }

  #value(node: unknown): Value {
    this.#nodes += 1;
    if (this.#nodes > mostNodes) throw this.#error(node, sentence("The document is too large."));
    if (isAlias(node)) {
      const target = this.#document.targetOf(node);
      if (this.#open.has(target))
        throw this.#error(node, `The anchor &${node.source} stands for something with itself in it.`);
      return this.#value(target);
    }
    const tag = tagOf(node);
    const plain = this.#plainValue(node);
    if (tag === undefined) return plain;
    if (!tagNames.has(tag)) throw this.#error(node, sentence("Unknown tag !{0}.", tag));
    return new Tag(tag, plain, this.#line(node));
  }

  #plainValue(node: unknown): Value {
    if (isMap(node) || isSeq(node)) {
      this.#open.add(node);
      const value = isMap(node) ? this.#pairs(node) : node.items.map((item) => this.#value(item));
      this.#open.delete(node);
      return value;
    }
    const scalar = scalarOf(node);
    if (scalar === undefined) return null;
    if (scalar === null || typeof scalar === "boolean") return scalar;
    const known = typeof scalar === "number" ? exactNumber(scalar, isScalar(node) ? node.source : undefined) : scalar;
    if (typeof known === "number") return known;
    const text = String(known);
    this.#characters += text.length;
    if (this.#characters > mostCharacters) throw this.#error(node, sentence("The document is too large."));
    return text;
  }

  /** What is merged lies below the mapping's own keys, the first of several on top. */
  #pairs({ items }: YAMLMap): ValueMap {
    const own: [string, Value][] = [];
    const below = new Map<string, Value>();
    let texts: Record<string, string> = {};
    for (const { key, value } of items) {
      if (!isMergeKey(key)) {
        const name = String(scalarOf(key));
        own.push([name, this.#value(value)]);
        const scalar = isAlias(value) ? this.#document.targetOf(value) : value;
        const text = isScalar(scalar) ? floatText(scalar) : undefined;
        if (text !== undefined) texts[name] = text;
        continue;
      }
      const merged = this.#value(value);
      for (const part of Array.isArray(merged) ? merged : [merged]) {
        if (!isValueMap(part)) throw this.#error(key, "Only mappings can be merged.");
        for (const [name, item] of Object.entries(part)) if (!below.has(name)) below.set(name, item);
        texts = { ...this.#texts.get(part), ...texts };
      }
    }
    const pairs = Object.fromEntries([...below, ...own]);
    this.#texts.set(pairs, texts);
    return pairs;
  }

  #error(node: unknown, message: string): BlueprintError {
    return new BlueprintError(this.#source, this.#line(node), message);
  }

  #line(node: unknown): number {
    return this.#document.lineOf(node);
  }
}

function scalarOf(node: unknown): unknown {
  return isScalar(node) ? node.value : undefined;
}
