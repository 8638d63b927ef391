import ts from "typescript";
import { type SourceFile, walk } from "./source-file.ts";

/** The functions that say a sentence in the language of the page: in the browser, and where the server renders. */
const speakers = new Set(["msg", "text"]);

/** The English sentences that the interface says, with `{0}` … where something is filled in. */
export function sentencesOf(files: readonly SourceFile[]): Set<string> {
  const sentences = new Set<string>();
  for (const { tree } of files) {
    walk(tree, (node) => {
      if (!ts.isCallExpression(node) || !ts.isIdentifier(node.expression) || !speakers.has(node.expression.text))
        return;
      const [said] = node.arguments;
      const sentence = said && sentenceOf(said);
      if (sentence !== undefined) sentences.add(sentence);
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
