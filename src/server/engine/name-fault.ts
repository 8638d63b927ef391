import { sentence } from "../../protocol/locales/words.ts";
import { normalName } from "../store/normal-name.ts";

/** The scripts that identifiers are written in (UAX 31, table 5: recommended). */
const scripts = [
  "Arabic",
  "Armenian",
  "Bengali",
  "Bopomofo",
  "Cyrillic",
  "Devanagari",
  "Ethiopic",
  "Georgian",
  "Greek",
  "Gujarati",
  "Gurmukhi",
  "Han",
  "Hangul",
  "Hebrew",
  "Hiragana",
  "Kannada",
  "Katakana",
  "Khmer",
  "Lao",
  "Latin",
  "Malayalam",
  "Myanmar",
  "Oriya",
  "Sinhala",
  "Tamil",
  "Telugu",
  "Thaana",
  "Thai",
  "Tibetan",
];

/** What may be mixed because people do (UTS 39, section 5.2: highly restrictive). */
const mixtures = [
  ["Latin", "Han", "Hiragana", "Katakana"],
  ["Latin", "Han", "Bopomofo"],
  ["Latin", "Han", "Hangul"],
];

const profiles = [...scripts.map((script) => [script]), ...mixtures].map((allowed) => {
  const all = [...allowed, "Common", "Inherited"].map((script) => `\\p{Script_Extensions=${script}}`);
  return new RegExp(`^[${all.join("")}]*$`, "u");
});

/** Controls, marks of direction, what has no glyph, and code points that mean nothing anywhere. */
const invisible =
  /[\p{Control}\p{Format}\p{Surrogate}\p{Private_Use}\p{Unassigned}\p{Line_Separator}\p{Paragraph_Separator}\p{Default_Ignorable_Code_Point}]/u;

/**
 * Why a name cannot be an account's, in a sentence for people; `undefined` when it can. Whether it is taken is another question.
 *
 * @param address the account's own; the only name with @ there may be
 */
export function nameFault(name: string, address: string): string | undefined {
  if (hasInvisible(name)) return sentence("The name has invisible characters. Type it again.");
  if (name.includes("@") && normalName(name) !== normalName(address)) {
    return sentence("A name with @ has to be your own email address.");
  }
  // The parts of an address may each be in a script of their own.
  const parts = name.includes("@") ? name.split(/[@.]/) : [name];
  if (!parts.every((part) => profiles.some((profile) => profile.test(part)))) {
    return sentence("The name has letters of alphabets that can be mistaken for each other. Use one alphabet.");
  }
  return undefined;
}

/** Whether there is anything in it that nobody sees. */
export function hasInvisible(value: string): boolean {
  return invisible.test(value);
}
