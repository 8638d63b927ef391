import { generateMsgId } from "@lit/localize/internal/id-generation.js";

/** The id of a sentence: the one that `msg()` computes while it runs. */
export function sentenceId(sentence: string): string {
  return generateMsgId(/\{\d\}/.test(sentence) ? sentence.split(/\{\d\}/) : sentence, false);
}
