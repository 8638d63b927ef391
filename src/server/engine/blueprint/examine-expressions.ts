import type { JsonObject } from "../../store/json-value.ts";
import type { ExpressionRunner, ExpressionSource } from "../expressions.ts";
import { expressionPolicyName, promptName } from "../models/model-names.ts";
import { BlueprintError } from "./blueprint-error.ts";
import { type Entry, parseBlueprint, Tag } from "./parse-blueprint.ts";

/** What there is to say of the Python in a document before any of it is run; each with the line in which its entry begins. */
export interface ExpressionFindings {
  /** Expressions that cannot be understood, or may not be taken. */
  readonly faults: readonly { readonly entry: number; readonly fault: BlueprintError }[];
  /** What expressions ask for and would not find here, by the line of the document. */
  readonly missing: readonly { readonly entry: number; readonly line: number; readonly what: string }[];
}

/** What an entry comes to, its tags resolved. */
export interface ResolvedEntry {
  readonly line: number;
  readonly model: string;
  readonly attrs: JsonObject;
}

/**
 * Looks at what is written out, and at what tags make of it. A document that cannot be read has nothing to look at.
 *
 * @param resolve tries what entries come to; asked where an expression is made by a tag
 */
export async function examineExpressions(
  text: string,
  source: string,
  expressions: ExpressionRunner,
  resolve: () => readonly ResolvedEntry[],
): Promise<ExpressionFindings> {
  const found = expressionsIn(text, source, resolve);
  const examined = await expressions.examine(found.map(({ expression }) => expression));
  const places = found.map((each, index) => ({ ...each, found: examined[index] }));
  return {
    faults: places.flatMap(({ entry, lineAt, found: one }) => {
      if (one?.fault === undefined) return [];
      const { fault, line } = one;
      // Where it is in the expression is said by its line in the document.
      const message = fault.replace(/ \(<expression>, line \d+\)$/, "");
      return { entry, fault: new BlueprintError(source, line === undefined ? entry : lineAt(line), message) };
    }),
    missing: places.flatMap(({ entry, lineAt, found: one }) =>
      (one?.missing ?? []).map(({ line, what }) => ({ entry, line: lineAt(line), what })),
    ),
  };
}

interface Found {
  readonly entry: number;
  /** The line of the document for one of the expression. */
  readonly lineAt: (line: number) => number;
  readonly expression: ExpressionSource;
}

function expressionsIn(text: string, source: string, resolve: () => readonly ResolvedEntry[]): Found[] {
  try {
    const { entries } = parseBlueprint(text, source);
    const written = entries.flatMap(({ line: entry, lines, model, attrs }) =>
      sourcesIn(String(model), attrs).map(([attribute, expression]): Found => {
        const first = lines?.[attribute] ?? entry;
        return { entry, lineAt: (line) => first + line - 1, expression };
      }),
    );
    const tagged = entries.filter(hasTags);
    if (tagged.length === 0) return written;
    const lines = new Map(tagged.map((entry) => [entry.line, entry]));
    const made = resolve().flatMap(({ line: entry, model, attrs }) => {
      const from = lines.get(entry);
      return sourcesIn(model, attrs).flatMap(([attribute, expression]): Found[] => {
        if (!from || sourcesIn(String(from.model), from.attrs).some(([name]) => name === attribute)) return [];
        return [{ entry, lineAt: () => from.lines?.[attribute] ?? entry, expression }];
      });
    });
    return [...written, ...made];
  } catch (error) {
    if (error instanceof BlueprintError) return [];
    throw error;
  }
}

/** Whether tags make an expression, or say whether there is one. */
function hasTags({ model, attrs }: Entry): boolean {
  const names = ["expression", "placeholder", "placeholder_expression", "initial_value", "initial_value_expression"];
  const isOne = model instanceof Tag || [expressionPolicyName, promptName].includes(String(model).toLowerCase());
  return isOne && names.some((name) => attrs[name] instanceof Tag);
}

function sourcesIn(
  model: string,
  attrs: Readonly<Record<string, unknown>>,
): [attribute: string, expression: ExpressionSource][] {
  return attributesOf(model, attrs).flatMap(([attribute, kind]): [string, ExpressionSource][] => {
    const source = attrs[attribute];
    return typeof source === "string" ? [[attribute, { source, kind }]] : [];
  });
}

function attributesOf(
  model: string,
  attrs: Readonly<Record<string, unknown>>,
): (readonly [attribute: string, kind: ExpressionSource["kind"]])[] {
  switch (model.toLowerCase()) {
    case expressionPolicyName:
      return [["expression", "policy"]];
    case promptName:
      return [
        ...(attrs.placeholder_expression === true ? [["placeholder", "prompt"] as const] : []),
        ...(attrs.initial_value_expression === true ? [["initial_value", "prompt"] as const] : []),
      ];
    default:
      return [];
  }
}
