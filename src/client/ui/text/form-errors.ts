import type { Answered, ErrorDetail } from "../../../protocol/challenges.ts";
import type { Acting } from "../templates/actions.ts";

/**
 * A stage as `actions` takes it, with more to say than the server has.
 *
 * @param own what the stage itself has to say; `""` for nothing
 */
export function withFormErrors({ challenge, fieldNames, busy, problem, waiting }: Acting, own: string): Acting {
  const { non_field_errors: errors = [], ...others } = challenge.response_errors ?? {};
  const error: ErrorDetail = { string: own, code: "invalid" };
  const all = { ...others, non_field_errors: [...errors, error] };
  return { challenge: { ...challenge, response_errors: all }, fieldNames, busy, problem, waiting };
}

/** The challenge of a screen with one field: what is wrong with the answer is wrong with that. */
export function withErrorsAt<C extends Answered>(challenge: C, name: string): C {
  const { non_field_errors: errors = [], ...others } = challenge.response_errors ?? {};
  if (errors.length === 0) return challenge;
  return { ...challenge, response_errors: { ...others, [name]: [...(others[name] ?? []), ...errors] } };
}

/** A stage with one field as `actions` takes it: what is wrong with the answer stands at that field. */
export function withFormErrorsAt({ challenge, fieldNames, busy, problem, waiting }: Acting, name: string): Acting {
  return { challenge: withErrorsAt(challenge, name), fieldNames, busy, problem, waiting };
}

/** A stage as `actions` takes it, without the server's word: that belongs to another screen, or has been put right since. */
export function withoutFormErrors({ challenge, fieldNames, busy, problem, waiting }: Acting): Acting {
  return { challenge: { ...challenge, response_errors: {} }, fieldNames, busy, problem, waiting };
}
