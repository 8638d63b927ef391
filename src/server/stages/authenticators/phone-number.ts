import { withAsciiDigits } from "../../../protocol/ascii-digits.ts";
import { sentence } from "../../../protocol/locales/words.ts";

/** What people are told of a number that is none, or somebody else's already. */
export const unusableNumber = sentence("This number cannot be used. Check it, or use another one.");

/**
 * Reads a telephone number: gives it in E.164, or says what is wrong with it, in a sentence for people. Blanks, brackets, dashes and the zero
 * that is only dialled within a country do not count, and digits may be those of any script. Of the number itself only the length is
 * checked: which ones are in use changes from week to week.
 */
export async function phoneNumber(typed: string): Promise<{ address: string } | { fault: string }> {
  const plain = withAsciiDigits(typed)
    .replace(/\p{Default_Ignorable_Code_Point}/gu, "")
    .trim()
    // What most countries dial in place of the plus sign (ITU-T E.164).
    .replace(/^00/, "+");
  if (!/^\W*\d[\d\W]*$/.test(plain)) return { fault: unusableNumber };
  if (!/^\W*\+/.test(plain)) {
    return {
      fault: sentence("Begin with a plus sign and the country code, such as +46\u00a070\u00a0123\u00a045\u00a067."),
    };
  }
  // It has the numbers of all countries, and is needed by few.
  const { parsePhoneNumberFromString } = await import("libphonenumber-js/min");
  const parsed = parsePhoneNumberFromString(plain);
  if (parsed === undefined) return { fault: unusableNumber };
  return parsed.isPossible()
    ? { address: parsed.number }
    : { fault: sentence("This phone number has too few or too many digits. Check it.") };
}
