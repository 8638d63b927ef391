/**
 * The text with the digits of every script as 0 to 9, and full-width and other forms of the same character as one (Unicode's NFKC). The
 * digits of a script stand in a row, from zero to nine; two rows may follow each other.
 */
export function withAsciiDigits(text: string): string {
  return text.normalize("NFKC").replace(/\p{Nd}/gu, (digit) => {
    const code = digit.codePointAt(0) ?? 0;
    let zero = code;
    while (/\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero--;
    return String((code - zero) % 10);
  });
}
