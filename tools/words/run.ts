/**
 * `npm run words`: what is missing, unused, changed, wrong or long in each language; fails for all but the last.
 *
 * `--update` writes the catalogues anew from the sources and keeps the translations. `--new fr` begins a language.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { checkCatalogue, type Faults } from "./check.ts";
import { compileWords, readCatalogues } from "./compile.ts";
import { allSentences } from "./sentences.ts";
import { type Catalogue, writeCatalogue } from "./xliff.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const { values } = parseArgs({
  options: { update: { type: "boolean" }, new: { type: "string" }, list: { type: "boolean" } },
});
const sentences = allSentences(root);

if (values.new !== undefined) {
  const [locale = ""] = Intl.getCanonicalLocales(values.new);
  writeFileSync(
    pathOf(locale),
    writeCatalogue(locale, sentences, () => ""),
    { flag: "wx" },
  );
}
if (values.update === true) for (const catalogue of readCatalogues()) update(catalogue);
compileWords();

let faulty = false;
for (const catalogue of readCatalogues()) {
  const faults = checkCatalogue(catalogue, sentences);
  const { long: _, ...serious } = faults;
  faulty ||= Object.values(serious).some((list) => list.length > 0);
  const counts = Object.entries(faults).map(([kind, list]: [string, readonly string[]]) => `${list.length} ${kind}`);
  console.log(`${catalogue.locale.padEnd(8)} ${counts.join(", ")}`);
  const shown: Partial<Faults> = values.list === true ? faults : serious;
  for (const [kind, list] of Object.entries(shown)) for (const line of list) console.log(`  ${kind}: ${line}`);
}
process.exitCode = faulty ? 1 : 0;

function update({ locale, units }: Catalogue): void {
  const known = (origin: keyof typeof units, source: string): string =>
    units[origin].find((unit) => unit.source === source)?.target ?? "";
  writeFileSync(pathOf(locale), writeCatalogue(locale, sentences, known));
}

function pathOf(locale: string): string {
  return join(root, `src/locales/${locale}.xlf`);
}
