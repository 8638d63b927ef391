const mostCharacters = 2_000;

/** A text as one line of a log. What could pass for the end of a line, or move the cursor of a terminal, becomes a blank. */
export function oneLine(text: string): string {
  const start = text.length > mostCharacters ? `${text.slice(0, mostCharacters)} …` : text;
  return start.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, " ").trim();
}
