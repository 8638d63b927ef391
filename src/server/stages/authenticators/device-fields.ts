import { longest, nullable, optional, reference, text, withDefault } from "../../engine/fields.ts";

/** The attributes that all stages have which set up a second factor. */
export const setupFields = {
  name: text(),
  configure_flow: optional(nullable(reference("flow"))),
  friendly_name: optional(nullable(text({ blank: true }))),
};

/**
 * A code as people type it: blanks and dashes of any kind, full stops and what cannot be seen do not count, and digits may be those of any
 * script.
 */
export function codeIn(value: string): string {
  return value
    .normalize("NFKC")
    .replace(/[\s.\p{Dash_Punctuation}\p{Default_Ignorable_Code_Point}\p{Format}]/gu, "")
    .replace(/\p{Decimal_Number}/gu, asciiDigit);
}

/** Unicode has the digits of a script in a row, from zero to nine. */
function asciiDigit(digit: string): string {
  const point = digit.codePointAt(0) ?? 0;
  let zero = point;
  while (/^\p{Decimal_Number}$/u.test(String.fromCodePoint(zero - 1))) zero--;
  return String((point - zero) % 10);
}

export const codeField = withDefault(text({ blank: true, max: longest.code }), "");
/** Where codes are to be sent. */
export const recipientField = withDefault(text({ blank: true, max: longest.address }), "");
