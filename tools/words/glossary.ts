import { readFileSync } from "node:fs";
import type { Unit } from "./xliff.ts";

/** The terms of which each language has one word (or a few, parted by `|`), by what English sentences have them in. */
const terms: Readonly<Record<string, RegExp>> = {
  passkey: /\bpasskeys?\b/i,
  "security key": /\bsecurity keys?\b/i,
  "authenticator app": /\bauthenticator app\b/i,
  "recovery code": /\brecovery codes?\b/i,
  "text message": /\btext messages?\b/i,
  password: /\bpasswords?\b/i,
  username: /\buser ?name\b/i,
  "email address": /\bemail address(es)?\b/i,
  account: /\baccounts?\b(?! verification)/i,
  administrator: /\badministrators?\b/i,
  browser: /\bbrowsers?\b/i,
  server: /\bserver\b/i,
  session: /\bsessions?\b/i,
  flow: /\bflows?\b/i,
  stage: /\bstages?\b/,
  policy: /\bpolicies\b|\bPolicy \(/i,
  device: /\bdevices?\b(?! class)/i,
  application: /\bapplications?\b/i,
  provider: /\bprovider\b/i,
  "second factor": /\bsecond factors?\b/i,
  "sign in": /\bsign(ed)? in\b/i,
  "sign out": /\bsign(ed)? out\b/i,
  link: /\blink\b/i,
  code: /(?<!country )\bcodes?\b/i,
  page: /\bpages?\b/i,
  language: /\blanguage\b/i,
  "phone number": /\bphone number\b/i,
  file: /\bfile\b/i,
  settings: /\bsettings\b/i,
  group: /\bgroups?\b/i,
  brand: /\bbrands?\b/i,
  entry: /\bentr(y|ies)\b/i,
  consent: /\bconsent\b/i,
  outbox: /\boutbox\b/i,
  source: /\bsource\b/i,
  blueprint: /\bblueprint\b/i,
  permission: /\bpermissions?\b/i,
  connection: /\bconnection\b/i,
  request: /\brequests?\b/i,
  "compatibility mode": /\bcompatibility mode\b/i,
};

/** By language and term, how the words for it begin or what is in them whatever their ending. */
type Glossary = Readonly<Record<string, Readonly<Record<string, string>>>>;

export const glossary = JSON.parse(readFileSync(new URL("glossary.json", import.meta.url), "utf8")) as Glossary;

/** What English calls by a term and the translation does not call by the word that its language has for it. */
export function oddTerms({ source, target }: Unit, locale: string, words: Glossary = glossary): string[] {
  const text = target.toLocaleLowerCase(locale).normalize("NFC").replaceAll("\u00AD", "");
  return Object.entries(words[locale] ?? {}).flatMap(([term, stems]) => {
    const isMeant = terms[term]?.test(source) ?? false;
    return isMeant && !stems.split("|").some((stem) => text.includes(stem.normalize("NFC")))
      ? [`${term} (${stems})`]
      : [];
  });
}
