import type { ExpressionRunner } from "../expressions.ts";
import { expressionPolicyName, promptName } from "../models/model-names.ts";
import { BlueprintError } from "./blueprint-error.ts";
import { type Entry, parseBlueprint } from "./parse-blueprint.ts";

/**
 * What is wrong with the first Python expression of a document that cannot be understood. Only what is written out is looked at, not what
 * tags make of it; a document that cannot be read has none.
 */
export async function expressionFault(
  text: string,
  source: string,
  expressions: ExpressionRunner,
): Promise<BlueprintError | undefined> {
  for (const { entry, expression } of expressionsIn(text, source)) {
    const fault = await expressions.validate(expression);
    if (fault !== undefined) return new BlueprintError(source, entry.line, fault);
  }
  return undefined;
}

interface Written {
  readonly entry: Entry;
  readonly expression: string;
}

function expressionsIn(text: string, source: string): Written[] {
  try {
    return parseBlueprint(text, source).entries.flatMap((entry) =>
      sourcesOf(entry).flatMap((expression) => (typeof expression === "string" ? { entry, expression } : [])),
    );
  } catch (error) {
    if (error instanceof BlueprintError) return [];
    throw error;
  }
}

function sourcesOf({ model, attrs }: Entry): unknown[] {
  switch (String(model).toLowerCase()) {
    case expressionPolicyName:
      return [attrs.expression];
    case promptName:
      return [
        attrs.placeholder_expression === true && attrs.placeholder,
        attrs.initial_value_expression === true && attrs.initial_value,
      ];
    default:
      return [];
  }
}
