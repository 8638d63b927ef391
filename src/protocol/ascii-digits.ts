/**
 * The text with the digits of every script as 0 to 9, and full-width and other forms of the same character as one (Unicode's NFKC). The zero
 * of a script stands at the beginning of a row of sixteen code points or at the sixth place of it.
 */
export function withAsciiDigits(text: string): string {
  return text.normalize("NFKC").replace(/\p{Nd}/gu, (digit) => {
    const code = digit.codePointAt(0) ?? 0;
    const row = code - (code % 16);
    return String(code - (/\p{Nd}/u.test(String.fromCodePoint(row)) ? row : row + 6));
  });
}
