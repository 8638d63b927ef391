import type { AnswerOf, ComponentName } from "../../protocol/challenges.ts";

/** The text of a field, or `""` where there is none of that name. */
export function fieldText(data: FormData, name: string): string {
  return String(data.get(name) ?? "");
}

/** Inputs that belong to the form of the whole flow and not to a stage, and the primary button. */
const foreignNames: ReadonlySet<string> = new Set(["uidField", "username", "password", "continue"]);

/**
 * The answer that a stage's own fields make as they stand. A name that occurs twice gives its last value; empty files are left out.
 * Here, and only here, the names in a template are taken for those of the protocol.
 */
export function formAnswer<C extends ComponentName>(data: FormData): AnswerOf<C> {
  const own = [...data].filter(([name, value]) => !foreignNames.has(name) && !(value instanceof File && !value.size));
  return Object.fromEntries(own) as AnswerOf<C>;
}
