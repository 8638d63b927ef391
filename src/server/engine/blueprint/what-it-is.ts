import { isScalar } from "yaml";

/** Why a document is no blueprint, whatever it is instead. */
export function whatItIs(root: unknown): string {
  if (!isScalar(root) || root.value === null || root.value === "")
    return root === null || isScalar(root) ? "There is nothing in it." : notMapping;
  return /^<(?:!doctype|html)/i.test(String(root.value))
    ? "This is a web page. Download the file itself, such as by “Raw” or “Download”."
    : notMapping;
}

const notMapping = "A blueprint has to be a mapping.";
