import type { AnswerFor, StageSubject } from "../../protocol/challenges.ts";
import { formControls } from "../../protocol/credentials.ts";

/** The text of a field, or `""` where there is none of that name. */
export function fieldText(data: FormData, name: string): string {
  return String(data.get(name) ?? "");
}

/**
 * The answer that a stage's own fields make as they stand. A name that occurs twice gives its last value; empty files are left out.
 * Here, and only here, the names in a template are taken for those of the protocol.
 */
export function formAnswer<S extends StageSubject>(data: FormData): AnswerFor<S> {
  const own = [...data].filter(([name, value]) => !formControls.has(name) && !(value instanceof File && !value.size));
  return Object.fromEntries(own) as AnswerFor<S>;
}
