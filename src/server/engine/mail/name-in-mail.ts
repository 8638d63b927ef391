const longestName = 64;

/** What mail programs make a link of: schemes, `www.`, and words with a dot before two letters. */
const link = /:\/\/|^www\.|[.。]\p{Letter}{2,}|^(?:mailto|tel|javascript|data):/iu;

/**
 * A name as mail may carry it. Whoever signs up writes both the name and the address of the mail that greets it, so that a name could else be
 * a message of their own, with a link, sent to anybody by this server.
 */
export function nameInMail(name: string): string {
  const words = name
    .normalize("NFKC")
    .replace(/[\p{Control}\p{Format}\p{Line_Separator}\p{Paragraph_Separator}]+/gu, " ")
    .split(/\s+/)
    .filter((word) => word !== "" && !link.test(word));
  return Array.from(words.join(" ")).slice(0, longestName).join("").trim();
}
