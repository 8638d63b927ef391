import { domainToASCII } from "node:url";

/**
 * The form in which names and addresses are compared: two that have it in common are the same to people and to this server. Unicode's
 * NFKC_Casefold (UAX 31: compatibility forms, full case folding, no default-ignorable code points), without blanks around it, and with the
 * domain of an address as DNS has it (UTS 46).
 */
export function normalName(value: string): string {
  let before = value;
  // A fold may bring forth something that can be folded again; it ends after two or three rounds.
  for (let round = 0; round < 4; round++) {
    const after = folded(before);
    if (after === before) break;
    before = after;
  }
  return withAsciiDomain(before);
}

function folded(value: string): string {
  return (
    value
      .normalize("NFKC")
      .replace(/\p{Default_Ignorable_Code_Point}/gu, "")
      // Upper case first: that is where ß becomes SS. What is left is the final sigma, which lower case depends on its place.
      .toUpperCase()
      .toLowerCase()
      .replaceAll("ς", "σ")
      .normalize("NFKC")
      .trim()
  );
}

/** What could not be part of a host name would make the parser see something else in it, such as a port or a path. */
const isHost = /^[^\s/?#\\:@[\]<>^|%]+$/;

function withAsciiDomain(value: string): string {
  const at = value.lastIndexOf("@");
  const domain = value.slice(at + 1);
  if (at < 1 || !isHost.test(domain)) return value;
  return `${value.slice(0, at)}@${domainToASCII(domain) || domain}`;
}
