import { html, type Html } from "../../../page/html.ts";
import type { LogEvent } from "../../engine/blueprint/import-blueprint.ts";
import { localisedText } from "../../engine/localised-text.ts";
import type { Wording } from "../../engine/wording.ts";
import { inWords } from "../../services/plan-lines.ts";
import type { PageWords } from "../page-words.ts";
import { wordingOf } from "./type-names.ts";

/** One line of the log of an import. */
export function remarkLine(words: PageWords, { log_level, event, attributes }: LogEvent): Html {
  const { rich } = words;
  const said = words.locale === "en" ? html`${inWords(event)}` : inLanguage(words, event);
  const levelled =
    log_level === "error" ? rich("error: {0}", said) : log_level === "warning" ? rich("warning: {0}", said) : said;
  return attributes.line === undefined ? levelled : rich("Line {0}: {1}", html`${attributes.line}`, levelled);
}

/** Where a fault is, as the document and the entry are named. */
const place = /^(?<file>.+?), line (?<line>\d+): (?:entry (?<entry>\d+) \((?<model>[\w.]*)\): )?(?:!(?<tag>\w+): )?/s;

function inLanguage(words: PageWords, event: string): Html {
  const wording = wordingOf(words);
  const found = place.exec(event);
  const what = toldIn(words, wording, event.slice(found?.[0].length ?? 0));
  const { file, line, entry, model, tag } = found?.groups ?? {};
  const { text } = words;
  const told = tag === undefined ? what : html`<code>!${tag}</code>: ${what}`;
  if (file === undefined || line === undefined) return told;
  if (entry === undefined || model === undefined) return html`${text("{0}, line {1}", file, line)}: ${told}`;
  return html`${text("{0}, line {1}, entry {2} ({3})", file, line, entry, inWords(model, wording))}: ${told}`;
}

/** The sentence, or those about an entry's attributes; what no catalogue has stays in English. */
function toldIn({ locale }: PageWords, wording: Wording, what: string): Html {
  const sentences = what.split("; ").map((piece): [name: string, sentence: string] => {
    const [, name = "", sentence = ""] = /^(\w+): (.*)$/s.exec(piece) ?? [];
    return [name, sentence];
  });
  const whole = localisedText(what, locale);
  if (whole !== what) return html`${inWords(whole, wording)}`;
  const told = sentences.map(([, sentence]) => localisedText(sentence, locale));
  if (told.some((sentence, index) => sentence === sentences[index]?.[1]))
    return html`<span lang="en" dir="ltr">${inWords(what)}</span>`;
  return html`${told.map((sentence, index) => html`${index > 0 && "; "}<code>${sentences[index]?.[0] ?? ""}</code>: ${sentence}`)}`;
}
