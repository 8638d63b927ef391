import { isScalar } from "yaml";
import { sentence } from "../../../protocol/locales/words.ts";

/** Why a document is no blueprint, whatever it is instead. */
export function whatItIs(root: unknown): string {
  if (!isScalar(root) || root.value === null || root.value === "")
    return root === null || isScalar(root) ? sentence("There is nothing in it.") : notMapping;
  return /^<(?:!doctype|html)/i.test(String(root.value))
    ? sentence("This is a web page. Download the file itself, such as by “Raw” or “Download”.")
    : notMapping;
}

const notMapping = sentence("A blueprint has to be a mapping.");

/** What is wrong with the version of a mapping. @param isBlueprint it has at least something of one */
export function versionFault(version: unknown, isBlueprint: boolean): string | undefined {
  if (!isBlueprint)
    return sentence("A blueprint has `version: 1` and a list of `{0}`, and neither is here.", "entries");
  if (version === 1) return undefined;
  return sentence("Invalid blueprint version: {0} instead of 1.", JSON.stringify(version ?? null));
}
