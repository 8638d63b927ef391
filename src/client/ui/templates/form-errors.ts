import type { Challenge, ErrorDetail } from "../../../protocol/challenges.ts";
import type { FlowProblem } from "../../flow/flow-problem.ts";
import { errorsOf } from "./field.ts";

interface Acting {
  readonly challenge: Challenge;
  readonly busy: boolean;
  readonly problem: FlowProblem | undefined;
  readonly waiting: { readonly slow: boolean; readonly seconds: number };
}

/**
 * A stage as `actions` takes it, with more to say about the whole answer than the server's `non_field_errors`.
 *
 * @param stage the stage
 * @param names whose errors to show; for what the person does not type in, such as `webauthn`
 * @param own what the stage itself has to say; `""` for nothing
 */
export function withFormErrors(
  { challenge, busy, problem, waiting }: Acting,
  names: readonly string[],
  own: string,
): Acting {
  const sentences = [...names.flatMap((name) => errorsOf(challenge, name)), own];
  const errors = sentences.map((string): ErrorDetail => ({ string, code: "invalid" }));
  return { challenge: { ...challenge, response_errors: { non_field_errors: errors } }, busy, problem, waiting };
}
