import { readFileSync } from "node:fs";
import { isMap, isPair, isScalar, parseAllDocuments, visit } from "yaml";
import ts from "typescript";
import type { Origin, Sentences } from "./xliff.ts";
import { readSourceFiles, type SourceFile, walk } from "./source-file.ts";

/** The functions that say a sentence in the language of the page, in the browser and where a server renders. */
const pageSpeakers = new Set(["msg", "text"]);
/** Those that say one for the server: in a language, or to be put into one later. */
const serverSpeakers = new Set(["text", "sentence", "counted"]);
/** What is put into a language later is known again wherever it comes; what pages say is theirs alone. */
const laterSpeakers = new Set(["sentence"]);
const administrationSpeakers = new Set(["text", "counted", "rich"]);
/** What the pages for administrators and those of the demonstration are made of. */
const administration = /^src\/server\/(http\/admin\/|demo\/|services\/plan-lines|engine\/flow-diagram)/;
/** The attributes of blueprints that people read. */
const readAttributes = new Set([
  ...["title", "label", "placeholder", "sub_text", "initial_value", "error_message", "deny_message", "subject"],
]);
const blueprints = [
  ...["10-sign-in", "15-administrators", "20-sign-out", "25-account-flows", "26-initial-setup", "27-second-factors"],
  ...["28-policies", "29-account-changes", "30-brand", "demo/50-demo-flows"],
].map((name) => `src/server/blueprints/${name}.yaml`);

/** Every sentence that wants a translation. @param root the folder of the project */
export function allSentences(root: string): Readonly<Record<Origin, Sentences>> {
  const server = readSourceFiles(root, ["src/server"]);
  const isForAdministrators = ({ path }: SourceFile): boolean => administration.test(path);
  const [pages, rest] = [server.filter(isForAdministrators), server.filter((file) => !isForAdministrators(file))];
  return {
    interface: sentencesOf(readSourceFiles(root, ["src/client", "src/protocol", "src/page"]), pageSpeakers),
    server: new Map([...sentencesOf(rest, serverSpeakers), ...sentencesOf(pages, laterSpeakers)]),
    administration: sentencesOf(pages, administrationSpeakers),
    flows: flowSentences(root),
  };
}

/** The English sentences that code says by the given functions, with `{0}` … where something is filled in. */
export function sentencesOf(files: readonly SourceFile[], speakers: ReadonlySet<string> = pageSpeakers): Sentences {
  const sentences = new Map<string, string[]>();
  for (const { path, tree } of files) {
    walk(tree, (node) => {
      if (!ts.isCallExpression(node) || !ts.isIdentifier(node.expression) || !speakers.has(node.expression.text))
        return;
      const [said] = node.arguments;
      const sentence = said && sentenceOf(said);
      // `msg("en")` is the language that is spoken.
      if (sentence !== undefined && sentence !== "en") add(sentences, sentence, path);
    });
  }
  return sentences;
}

function sentenceOf(said: ts.Expression): string | undefined {
  if (ts.isStringLiteralLike(said)) return said.text;
  if (!ts.isTaggedTemplateExpression(said)) return undefined;
  const { template } = said;
  if (ts.isNoSubstitutionTemplateLiteral(template)) return template.text;
  return template.head.text + template.templateSpans.map(({ literal }, index) => `{${index}}${literal.text}`).join("");
}

/** What people read in the flows that come along. Expressions and what has no letters are not for translators. */
function flowSentences(root: string): Sentences {
  const sentences = new Map<string, string[]>();
  for (const path of blueprints) {
    for (const document of parseAllDocuments(readFileSync(`${root}/${path}`, "utf8"), { logLevel: "silent" })) {
      visit(document, {
        Pair(_, { key, value }, around) {
          if (!isScalar(key) || !readAttributes.has(String(key.value)) || !isScalar(value) || value.tag) return;
          if (
            typeof value.value !== "string" ||
            !/\p{L}{2}/u.test(value.value) ||
            isExpression(String(key.value), around.at(-1))
          )
            return;
          add(sentences, withPlaces(value.value), path);
        },
      });
    }
  }
  return sentences;
}

/** `%(app)s` is filled in, as `{0}` is. */
function withPlaces(text: string): string {
  let index = 0;
  return text.replace(/%\(\w+\)s/g, () => `{${index++}}`);
}

/** Whether the attribute is Python, because the one beside it says so: `initial_value` by `initial_value_expression`. */
function isExpression(attribute: string, attributes: unknown): boolean {
  if (!isMap(attributes)) return false;
  return attributes.items.some(
    (item) =>
      isPair(item) &&
      isScalar(item.key) &&
      String(item.key.value) === `${attribute}_expression` &&
      isScalar(item.value) &&
      item.value.value === true,
  );
}

function add(sentences: Map<string, string[]>, sentence: string, path: string): void {
  const places = sentences.get(sentence) ?? [];
  if (!places.includes(path)) places.push(path);
  sentences.set(sentence, places);
}
