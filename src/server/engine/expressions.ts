import type { JsonObject, JsonValue } from "../store/json-value.ts";
import type { User } from "../store/user-store.ts";
import type { HttpFacts } from "./http-facts.ts";
import type { Plan } from "./plan.ts";
import type { PendingUser, PlanContext } from "./plan-context.ts";

/** One evaluation of the expression of a policy or a prompt. */
export interface ExpressionRequest {
  /** The body of a Python function. */
  readonly source: string;
  /** Prompts know `user` and `prompt_context`; policies `ak_message`, `ak_is_sso_flow` and `context`. */
  readonly kind: "policy" | "prompt";
  /** `request.user`; `null` is nobody. */
  readonly user: User | PendingUser | null;
  /**
   * `context` and `request.context`. Python gets a copy of the object itself; what is nested in it (`prompt_data`, say) is its own: what an
   * expression changes there has changed here when the evaluation ends, failed or not.
   */
  readonly context: PlanContext;
  /** `context["flow_plan"]`; an expression may change its context and insert a redirect as its next step. */
  readonly plan?: Plan | undefined;
  readonly http: HttpFacts;
  /** `request.obj`, such as the application that is asked for. */
  readonly obj?: JsonValue | undefined;
  /** `prompt_context` of a prompt's expression: what was answered so far. */
  readonly promptContext?: JsonObject | undefined;
  /** Milliseconds the evaluation may take, if that is less than what all may take. */
  readonly timeLimit?: number | undefined;
}

export interface ExpressionOutcome {
  /** What the expression returned, as JSON; `undefined` for Python's `None`. */
  readonly value: JsonValue | undefined;
  /** Whether Python counts the value as true. */
  readonly isTruthy: boolean;
  /** What it said with `ak_message`, in order. */
  readonly messages: readonly string[];
}

/** An expression as it is written. */
export interface ExpressionSource {
  readonly source: string;
  readonly kind: ExpressionRequest["kind"];
}

/** What can be said of an expression without running it. */
export interface Examined {
  /** Why it cannot be taken (`Expression Syntax Error: …`). */
  readonly fault: string | undefined;
  /** In which line of it that is, from 1, where Python tells. */
  readonly line?: number | undefined;
  /** What it asks for and would not find, with the line in it, from 1. */
  readonly missing: readonly { readonly line: number; readonly what: string }[];
}

/** Evaluates the Python expressions of policies and prompts. */
export interface ExpressionRunner {
  /** @throws ExpressionError when the expression raises, or is stopped */
  evaluate(request: ExpressionRequest): Promise<ExpressionOutcome>;
  /** Looks at expressions before they are saved. */
  examine(sources: readonly ExpressionSource[]): Promise<Examined[]>;
}

/** An expression raised an exception or was stopped; the message is for people. */
export class ExpressionError extends Error {
  override readonly name = "ExpressionError";
}
