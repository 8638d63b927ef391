import { withAsciiDigits } from "../../protocol/ascii-digits.ts";

/** The last line of a message that browsers understand, "Origin-bound one-time codes delivered via SMS": `@id.example #123456`. */
const originBound = /(?:^|\n)@[^\s#]+ #(\d{4,10})/;
/** Digits that stand for themselves, perhaps in two or three groups; not part of a longer number, a word, an address or an amount. */
const alone = new RegExp(
  [
    "(?<![\\d\\p{L}.,/+]|\\d[\\s\\p{Pd}:])",
    "(?:\\d{4,8}|\\d{3}[\\s\\p{Pd}]\\d{3}|\\d{4}[\\s\\p{Pd}]\\d{4}|\\d{2}([\\s\\p{Pd}]\\d{2}){2})",
    "(?![\\p{L}:/]|[.,]\\d|[\\s\\p{Pd}]?\\d)",
  ].join(""),
  "gu",
);

/**
 * The code of digits in what somebody has copied, such as a whole message; `""` where there is none, or no telling which it is. One of six
 * digits wins over others, such as a year.
 */
export function codeInText(text: string): string {
  const plain = withAsciiDigits(text.replace(/\p{Cf}/gu, ""));
  const [, bound] = originBound.exec(plain) ?? [];
  if (bound !== undefined) return bound;
  const found = new Set(Array.from(plain.matchAll(alone), ([match]) => match.replace(/\D/g, "")));
  return sole([...found].filter(({ length }) => length === 6)) || sole([...found]);
}

function sole(codes: readonly string[]): string {
  return (codes.length === 1 && codes[0]) || "";
}
