import { sentence } from "../../../protocol/locales/words.ts";
import type { PageWords } from "../page-words.ts";

/** What the values of settings are called, where they are more than their names with blanks. */
const names: ReadonlySet<string> = new Set([
  // Designations.
  ...[sentence("authentication"), sentence("authorization"), sentence("invalidation"), sentence("enrollment")],
  ...[sentence("unenrollment"), sentence("recovery"), sentence("stage configuration")],
  // Who may.
  ...[sentence("none"), sentence("require authenticated"), sentence("require unauthenticated")],
  ...[sentence("require superuser"), sentence("require redirect"), sentence("require outpost")],
  sentence("require token"),
  // What is done when somebody may not.
  ...[sentence("message continue"), sentence("message"), sentence("continue")],
  // Layouts.
  ...[sentence("stacked"), sentence("content left"), sentence("content right"), sentence("sidebar left")],
  ...[sentence("sidebar right"), sentence("sidebar left frame background")],
  sentence("sidebar right frame background"),
  // How many policies have to pass, and what a wrong answer does.
  ...[sentence("all"), sentence("any"), sentence("retry"), sentence("restart"), sentence("restart with context")],
]);

/** A setting's value, such as `stage_configuration`, as people read it. */
export function choiceName(value: string, { text }: Pick<PageWords, "text">): string {
  const name = value.replaceAll("_", " ");
  return names.has(name) ? text(name) : name;
}
