import { Composer, type Document, isAlias, isMap, isScalar, isSeq, Lexer, LineCounter, type Node, Parser } from "yaml";
import type { CST, ParsedNode } from "yaml";
import { sentence } from "../../../protocol/locales/words.ts";
import { BlueprintError } from "./blueprint-error.ts";
import { pythonTags } from "./python-scalars.ts";
import { yamlFault } from "./yaml-fault.ts";

/** A document whose keys are unique and whose aliases have something to stand for. */
export interface YamlDocument {
  readonly root: unknown;
  /** The line a node begins in, from 1. */
  lineOf(node: unknown): number;
  /** What an alias stands for. */
  targetOf(alias: unknown): Node | undefined;
}

/** Words, signs and blanks of a document; each costs time before anything is known of it. */
const mostLexemes = 250_000;
/** How deep lists and mappings may be nested: what comes after goes down with the stack. */
const greatestDepth = 100;

/** YAML 1.1, as the format's other readers have it: `yes` is a boolean there. Tags with an exclamation mark are left to whoever reads on. */
const options = {
  version: "1.1",
  logLevel: "error",
  merge: true,
  // The library compares each key with all before it; see `checkKeys`.
  uniqueKeys: false,
  customTags: pythonTags,
} as const;

/**
 * Reads YAML in time that grows with its length and not faster, whatever it says.
 *
 * @param source what errors call the document
 * @throws BlueprintError for broken YAML, and for documents that are too large or nested too deep
 */
export function readYaml(text: string, source: string): YamlDocument {
  const lines = new LineCounter();
  const fail = (offset: number | undefined, message: string, cause?: unknown): BlueprintError =>
    new BlueprintError(source, offset === undefined ? 1 : lines.linePos(offset).line || 1, message, { cause });
  checkSize(text, fail);
  const tokens = [...new Parser(lines.addNewLine).parse(text)];
  checkDepth(tokens, fail);
  const document = compose(tokens, text.length, fail);
  const [error, ...more] = document.errors;
  if (error) throw fail(error.pos[0], yamlFault([error, ...more]), error);
  const targets = new Map<unknown, Node>();
  prepare(document.contents, { anchors: new Map(), targets, fail });
  return {
    root: document.contents,
    lineOf: (node) => {
      const start = (node as Node | null | undefined)?.range?.[0];
      return start === undefined ? 1 : lines.linePos(start).line;
    },
    targetOf: (alias) => targets.get(alias),
  };
}

type Fail = (offset: number | undefined, message: string, cause?: unknown) => BlueprintError;

function checkSize(text: string, fail: Fail): void {
  let count = 0;
  for (const _lexeme of new Lexer().lex(text)) {
    count += 1;
    if (count > mostLexemes) throw fail(undefined, sentence("The document is too large."));
  }
}

/** Goes through the tokens without calling itself, because the composer does. */
function checkDepth(tokens: readonly CST.Token[], fail: Fail): void {
  const open: [token: CST.Token | null | undefined, depth: number][] = tokens.map((token) => [token, 0]);
  for (let next = open.pop(); next; next = open.pop()) {
    const [token, depth] = next;
    if (!token) continue;
    if (depth > greatestDepth) throw fail(token.offset, "The document is nested too deep.");
    if (token.type === "document") open.push([token.value, depth]);
    if (!("items" in token)) continue;
    for (const item of token.items) {
      open.push([item.key, depth + 1], [item.value, depth + 1]);
    }
  }
}

function compose(tokens: readonly CST.Token[], length: number, fail: Fail): Document.Parsed {
  let found: Document.Parsed | undefined;
  for (const document of new Composer(options).compose(tokens, true, length)) {
    if (found) throw fail(document.range[0], sentence("There is more than one document in it."));
    found = document;
  }
  if (!found) throw fail(undefined, sentence("There is nothing in it."));
  return found;
}

interface Preparation {
  readonly anchors: Map<string, Node>;
  readonly targets: Map<unknown, Node>;
  readonly fail: Fail;
}

/** Finds in one go what aliases stand for: the last anchor of that name before them. */
function prepare(node: unknown, state: Preparation): void {
  const { anchors, targets, fail } = state;
  if (isAlias(node)) {
    const target = anchors.get(node.source);
    if (!target) throw fail(node.range?.[0], `There is no anchor &${node.source} before it.`);
    targets.set(node, target);
    return;
  }
  if ((isScalar(node) || isMap(node) || isSeq(node)) && node.anchor !== undefined) anchors.set(node.anchor, node);
  if (isSeq(node)) for (const item of node.items) prepare(item, state);
  if (!isMap(node)) return;
  checkKeys(node.items, fail);
  for (const { key, value } of node.items) {
    prepare(key, state);
    prepare(value, state);
  }
}

function checkKeys(pairs: readonly { key: unknown; value: unknown }[], fail: Fail): void {
  const seen = new Set<string>();
  for (const { key } of pairs) {
    const offset = (key as ParsedNode | null)?.range[0];
    if (isMap(key))
      throw fail(
        offset,
        sentence("Keys have to be text; {0} is for a template, which has to be filled in first.", "{{ … }}"),
      );
    if (!isScalar(key)) throw fail(offset, sentence("Keys have to be text."));
    if (isMergeKey(key)) continue;
    const name = String(key.value);
    if (seen.has(name)) throw fail(offset, sentence("The key {0} is there twice.", JSON.stringify(name.slice(0, 100))));
    seen.add(name);
  }
}

/** Whether a key says that another mapping is laid under this one (https://yaml.org/type/merge.html). */
export function isMergeKey(key: unknown): boolean {
  if (!isScalar(key)) return false;
  const { value } = key;
  return typeof value === "symbol" ? value.description === "<<" : value === "<<" && key.type === "PLAIN";
}
