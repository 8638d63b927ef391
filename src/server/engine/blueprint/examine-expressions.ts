import type { ExpressionRunner, ExpressionSource } from "../expressions.ts";
import { expressionPolicyName, promptName } from "../models/model-names.ts";
import { BlueprintError } from "./blueprint-error.ts";
import { type Entry, parseBlueprint } from "./parse-blueprint.ts";

/** What there is to say of the Python in a document before any of it is run. */
export interface ExpressionFindings {
  /** Expressions that cannot be understood, or may not be taken. */
  readonly faults: readonly BlueprintError[];
  /** What expressions ask for and would not find here, by the line of the document. */
  readonly missing: readonly { readonly line: number; readonly what: string }[];
}

/** Only what is written out is looked at, not what tags make of it; a document that cannot be read has nothing to look at. */
export async function examineExpressions(
  text: string,
  source: string,
  expressions: ExpressionRunner,
): Promise<ExpressionFindings> {
  const written = expressionsIn(text, source);
  const examined = await expressions.examine(written.map(({ expression }) => expression));
  const places = written.map(({ entry, attribute }, index) => ({
    entry,
    first: entry.lines?.[attribute] ?? entry.line,
    found: examined[index],
  }));
  return {
    faults: places.flatMap(({ entry, first, found }) => {
      if (found?.fault === undefined) return [];
      const { fault, line } = found;
      // Where it is in the expression is said by its line in the document.
      const message = fault.replace(/ \(<expression>, line \d+\)$/, "");
      return new BlueprintError(source, line === undefined ? entry.line : first + line - 1, message);
    }),
    missing: places.flatMap(({ first, found }) =>
      (found?.missing ?? []).map(({ line, what }) => ({ line: first + line - 1, what })),
    ),
  };
}

interface Written {
  readonly entry: Entry;
  readonly attribute: string;
  readonly expression: ExpressionSource;
}

function expressionsIn(text: string, source: string): Written[] {
  try {
    return parseBlueprint(text, source).entries.flatMap((entry) =>
      attributesOf(entry).flatMap(([attribute, kind]) => {
        const expression = entry.attrs[attribute];
        return typeof expression === "string" ? { entry, attribute, expression: { source: expression, kind } } : [];
      }),
    );
  } catch (error) {
    if (error instanceof BlueprintError) return [];
    throw error;
  }
}

function attributesOf({ model, attrs }: Entry): (readonly [attribute: string, kind: ExpressionSource["kind"]])[] {
  switch (String(model).toLowerCase()) {
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
