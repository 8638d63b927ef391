import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Catalogue, readCatalogue, type Unit } from "./xliff.ts";
import { sentenceId } from "./sentence-id.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
/** The scripts that run from right to left (ISO 15924), of the languages that are written today. */
const rightToLeft = new Set(["Adlm", "Arab", "Aran", "Hebr", "Mand", "Mend", "Nkoo", "Rohg", "Samr", "Syrc", "Thaa"]);

/** The catalogues in a folder, by language. @throws {Error} for one that cannot be read, with its name */
export function readCatalogues(folder = join(root, "src/locales")): Catalogue[] {
  const names = readdirSync(folder).filter((name) => name.endsWith(".xlf"));
  return names.sort().map((name) => {
    try {
      const catalogue = readCatalogue(readFileSync(join(folder, name), "utf8"));
      if (`${catalogue.locale}.xlf` === name) return catalogue;
      throw new Error(`It says that it is ${catalogue.locale}.`);
    } catch (cause) {
      throw new Error(`${name} cannot be read.`, { cause });
    }
  });
}

/**
 * Turns the catalogues into modules: what a server says by English sentence, what the interface says by id, one file a language, and the list
 * of languages. Writes only what has changed.
 */
export function compileWords(folder = root): void {
  const catalogues = readCatalogues(join(folder, "src/locales"));
  const tags = catalogues.map(({ locale }) => locale);
  const to = join(folder, "src/protocol/locales/compiled");
  const files = new Map<string, string>([
    ["languages.gen.ts", languages(tags)],
    ["language-names.gen.ts", languageNames(["en", ...tags])],
    ["interface-words.gen.ts", loaders(tags)],
    ["all-words.gen.ts", allWords(tags)],
    ...catalogues.map(({ locale, units }): [string, string] => [`${locale}.gen.ts`, wordsOf(units, locale)]),
    ...catalogues.map(({ locale, units }): [string, string] => [
      `interface-${locale}.gen.ts`,
      module("words", byId(units.interface, locale)),
    ]),
  ]);
  mkdirSync(to, { recursive: true });
  for (const name of readdirSync(to)) if (!files.has(name)) rmSync(join(to, name));
  for (const [name, code] of files) writeIfNew(join(to, name), `// Compiled from src/locales by tools/words.\n${code}`);
}

function languages(tags: readonly string[]): string {
  const directions = Object.fromEntries(["en", ...tags].map((tag) => [tag, directionOf(tag)]));
  const comment =
    "/** The languages that there are (BCP 47), and which way each is written. The first is that of the sources. */";
  return `${comment}\nexport const directions = ${JSON.stringify(directions)} as const;\n`;
}

/** In a browser each name would cost the data of its language: a tenth of a second for all of them. */
function languageNames(tags: readonly string[]): string {
  const names = tags.map((tag): [tag: string, name: string] => [tag, ownName(tag)]);
  const sorted = names.sort(([, one], [, other]) => one.localeCompare(other, "en"));
  const comment = "/** What speakers call their language, as the first word of a line; in the order of a list. */";
  return `${comment}\nexport const ownNames = ${JSON.stringify(Object.fromEntries(sorted))} as const;\n`;
}

function ownName(tag: string): string {
  const name = new Intl.DisplayNames([tag], { type: "language" }).of(tag) ?? tag;
  return name.replace(/^./u, (first) => first.toLocaleUpperCase(tag));
}

/** How a language is written. */
export function directionOf(tag: string): "ltr" | "rtl" {
  return rightToLeft.has(new Intl.Locale(tag).maximize().script ?? "") ? "rtl" : "ltr";
}

function loaders(tags: readonly string[]): string {
  const lines = tags.map((tag) => `  ${JSON.stringify(tag)}: () => import("./interface-${tag}.gen.ts"),\n`);
  return `/** What the interface says, by the id of the sentence; a file a language. */\nexport const interfaceWords = {\n${lines.join("")}};\n`;
}

function allWords(tags: readonly string[]): string {
  const imports = tags.map((tag, index) => `import * as words${index} from "./${tag}.gen.ts";\n`);
  const entries = tags.map((tag, index) => `  ${JSON.stringify(tag)}: words${index},\n`);
  return `${imports.join("")}\nexport const allWords = {\n${entries.join("")}};\n`;
}

function wordsOf(units: Catalogue["units"], locale: string): string {
  return Object.entries(units)
    .map(([origin, list]) =>
      module(
        `${origin}Words`,
        Object.fromEntries(list.filter(isDone).map(({ source, target }) => [source, counting(target, locale)])),
      ),
    )
    .join("");
}

function isDone({ target }: Unit): boolean {
  return target !== "";
}

function byId(units: readonly Unit[], locale: string): Record<string, string> {
  const pairs = units
    .filter(isDone)
    .map(({ source, target }): [string, string] => [sentenceId(source), counting(target, locale)]);
  return Object.fromEntries([[sentenceId("en"), locale], ...pairs]);
}

/** A sentence that counts says its language, because rules of plurals go by it. */
function counting(target: string, locale: string): string {
  return target.replace(/^\{(\d), plural,/, `{$1:${locale}, plural,`);
}

function module(name: string, words: Readonly<Record<string, string>>): string {
  return `export const ${name}: Readonly<Record<string, string>> = ${JSON.stringify(words, null, 1)};\n`;
}

function writeIfNew(path: string, code: string): void {
  let present: string | undefined;
  try {
    present = readFileSync(path, "utf8");
  } catch {
    // There is none yet.
  }
  if (present !== code) writeFileSync(path, code);
}
