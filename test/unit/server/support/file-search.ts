import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Every way in which a text may stand in a file: as it is, in hex, and in base64 at each of its three alignments. */
export function spellings(text: string): Buffer[] {
  const bytes = Buffer.from(text);
  const hex = bytes.toString("hex");
  const base64 = [0, 1, 2].map((shift) => {
    // Letters that also depend on what stands before and after are left out.
    const whole = Buffer.concat([Buffer.alloc(shift), bytes])
      .toString("base64")
      .replace(/=+$/, "");
    return whole.slice(shift === 0 ? 0 : shift + 1, (bytes.length + shift) % 3 === 0 ? undefined : -1);
  });
  const url = base64.map((written) => written.replaceAll("+", "-").replaceAll("/", "_"));
  return [bytes, ...[hex, hex.toUpperCase(), ...base64, ...url].map((written) => Buffer.from(written))];
}

/** Which of these texts stand in any file of a folder but the key; as `name: text`. */
export function foundIn(folder: string, texts: readonly string[]): string[] {
  return readdirSync(folder)
    .filter((name) => name !== "secret.key")
    .flatMap((name) => {
      const content = readFileSync(join(folder, name));
      return texts
        .filter((text) => spellings(text).some((spelling) => content.includes(spelling)))
        .map((text) => `${name}: ${text}`);
    });
}
