import { DOMParser, type Element, type Node } from "@xmldom/xmldom";
import { sentenceId } from "./sentence-id.ts";

/**
 * Whose sentences: what the interface says, what the server says itself, what its pages for administrators and those of the demonstration say,
 * and what the flows that come along say.
 */
export const origins = ["interface", "server", "administration", "flows"] as const;
export type Origin = (typeof origins)[number];

/** English sentence → the files that say it. */
export type Sentences = ReadonlyMap<string, readonly string[]>;

/** What a translator has written for one sentence. */
export interface Unit {
  readonly source: string;
  /** Empty where it is not translated yet. */
  readonly target: string;
}

/** One language's catalogue: its tag (BCP 47), and by origin the sentences with their translations. */
export interface Catalogue {
  readonly locale: string;
  readonly units: Readonly<Record<Origin, readonly Unit[]>>;
}

/**
 * Reads a catalogue (XLIFF 1.2).
 *
 * @throws {Error} what is not well-formed, names no language, or has a part that there is not
 */
export function readCatalogue(xml: string): Catalogue {
  const document = new DOMParser({
    onError: (level, message) => {
      if (level !== "warning") throw new Error(message);
    },
  }).parseFromString(xml, "text/xml");
  const files = elements(document, "file");
  const locale = files[0]?.getAttribute("target-language");
  if (!locale) throw new Error("The catalogue does not say its target-language.");
  const units: Record<Origin, Unit[]> = { interface: [], server: [], administration: [], flows: [] };
  for (const file of files) {
    const origin = origins.find((name) => name === file.getAttribute("original"));
    if (!origin)
      throw new Error(`The catalogue has a part “${file.getAttribute("original") ?? ""}”, which there is not.`);
    for (const unit of elements(file, "trans-unit")) {
      units[origin].push({ source: textOf(unit, "source"), target: textOf(unit, "target") });
    }
  }
  return { locale, units };
}

/** Writes a catalogue: every sentence that there is, in the order of the sources, with the translations that are given. */
export function writeCatalogue(
  locale: string,
  sentences: Readonly<Record<Origin, Sentences>>,
  translated: (origin: Origin, sentence: string) => string,
): string {
  const parts = origins.map((origin) => {
    const units = Array.from(sentences[origin], ([source, places]) => {
      const target = translated(origin, source);
      return [
        `      <trans-unit id="${sentenceId(source)}">`,
        `        <source>${content(source)}</source>`,
        target === "" ? `        <target state="needs-translation"/>` : `        <target>${content(target)}</target>`,
        `        <note>${escaped(places.join(", "))}</note>`,
        `      </trans-unit>`,
      ].join("\n");
    });
    const head = `original="${origin}" source-language="en" target-language="${locale}" datatype="plaintext"`;
    return [`  <file ${head}>`, `    <body>`, ...units, `    </body>`, `  </file>`].join("\n");
  });
  return [
    `<?xml version="1.0" encoding="UTF-8"?>`,
    `<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">`,
    ...parts,
    `</xliff>`,
    "",
  ].join("\n");
}

/** Text with `<x id="0"/>` where a value comes, as translators' tools protect it. */
function content(text: string): string {
  return escaped(text).replace(/\{(\d)\}/g, `<x id="$1" equiv-text="{$1}"/>`);
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

function textOf(unit: Element, name: string): string {
  const [element] = elements(unit, name);
  return element ? Array.from(element.childNodes, (node) => pieceOf(node)).join("") : "";
}

function pieceOf(node: Node): string {
  return node.nodeName === "x" ? `{${(node as Element).getAttribute("id") ?? ""}}` : (node.textContent ?? "");
}

function elements(within: { getElementsByTagName(name: string): Iterable<Element> }, name: string): Element[] {
  return [...within.getElementsByTagName(name)];
}
