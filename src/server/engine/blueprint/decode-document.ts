import { sentence } from "../../../protocol/locales/words.ts";
import { BlueprintError } from "./blueprint-error.ts";

/** Byte order marks, and the encodings that begin with them (https://encoding.spec.whatwg.org/#bom-sniff). */
const marks: readonly (readonly [bytes: readonly number[], encoding: string])[] = [
  [[0xff, 0xfe], "utf-16le"],
  [[0xfe, 0xff], "utf-16be"],
];

/**
 * The text of a file: in UTF-8, or in UTF-16 where it says so, as editors of Windows write it.
 *
 * @param source what errors call it
 * @throws BlueprintError where it is neither, with the line of the first byte that is not
 */
export function decodeDocument(bytes: Uint8Array, source: string): string {
  const encoding = marks.find(([mark]) => mark.every((byte, index) => bytes[index] === byte))?.[1] ?? "utf-8";
  const text = decoded(bytes, encoding);
  if (text === undefined)
    throw new BlueprintError(source, brokenLine(bytes), sentence("This is not UTF-8. Save the file as UTF-8."));
  if (text.includes("\0")) throw new BlueprintError(source, 1, "This is no text.");
  // Lines that end as they did on a Mac of the last century.
  return /\r(?!\n)/.test(text) ? text.replace(/\r\n?/g, "\n") : text;
}

function decoded(bytes: Uint8Array, encoding: string): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined; // The only thing that can be wrong: bytes that are no text.
  }
}

function brokenLine(bytes: Uint8Array): number {
  const loose = new TextDecoder("utf-8").decode(bytes);
  const at = loose.indexOf("\uFFFD");
  return loose.slice(0, Math.max(at, 0)).split("\n").length;
}
