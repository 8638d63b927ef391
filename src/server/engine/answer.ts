import type { AnswerOf, ComponentName, ResponseErrors } from "../../protocol/challenges.ts";
import { type Field, parseFields, type ValuesOf } from "./fields.ts";

declare const answered: unique symbol;

/** An answer as it came, with nothing of it checked; `C` is the component of the challenge that it answers. */
export interface UncheckedAnswer<C extends ComponentName = ComponentName> {
  readonly [answered]?: C;
}

/** A field for each that the answer to a challenge has to have, or may have. */
export type AnswerFields<C extends ComponentName> = {
  readonly [K in keyof AnswerOf<C>]: Field<unknown>;
};

/** Fields that the answer to the challenge does not have. */
type Foreign<F, C extends ComponentName> = { readonly [K in Exclude<keyof F, keyof AnswerOf<C>>]: never };

/** Checks an answer. Which fields it can have is the protocol's business: the compiler refuses others. */
export function parseAnswer<
  C extends ComponentName,
  F extends AnswerFields<C> & Readonly<Record<string, Field<unknown>>>,
>(
  fields: F & Foreign<F, C>,
  answer: UncheckedAnswer<C>,
): { ok: true; values: ValuesOf<F> } | { ok: false; errors: ResponseErrors } {
  return parseFields<F>(fields, answer);
}
