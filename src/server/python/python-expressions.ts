import {
  ExpressionError,
  type ExpressionOutcome,
  type ExpressionRequest,
  type ExpressionRunner,
} from "../engine/expressions.ts";

/** Evaluates expressions with Python. */
export class PythonExpressions implements ExpressionRunner {
  async evaluate(_request: ExpressionRequest): Promise<ExpressionOutcome> {
    throw new ExpressionError("Expressions cannot be evaluated here.");
  }

  async validate(_source: string): Promise<string | undefined> {
    return undefined;
  }
}
