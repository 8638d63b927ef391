import { withAsciiDigits } from "../../../protocol/ascii-digits.ts";
import { longest, nullable, optional, reference, text, withDefault } from "../../engine/fields.ts";
import { blankForNull } from "../../engine/setting-fields.ts";

/** The attributes that all stages have which set up a second factor. */
export const setupFields = {
  name: text(),
  configure_flow: optional(nullable(reference("flow"))),
  friendly_name: blankForNull(text({ blank: true })),
};

/**
 * A code as people type it: blanks and dashes of any kind, full stops and what cannot be seen do not count, and digits may be those of any
 * script.
 */
export function codeIn(value: string): string {
  return withAsciiDigits(value).replace(/[\s.\p{Dash_Punctuation}\p{Default_Ignorable_Code_Point}\p{Format}]/gu, "");
}

export const codeField = withDefault(text({ blank: true, max: longest.code }), "");
/** Where codes are to be sent. */
export const recipientField = withDefault(text({ blank: true, max: longest.address }), "");
