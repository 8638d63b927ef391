/**
 * The theme that the element has by itself, as a stylesheet to copy and change: the tokens of the sources in the layer of themes.
 *
 * @param tokens the text of `tokens.css`
 * @throws {Error} when it is written in another way than is known here
 */
export function defaultTheme(tokens: string): string {
  const [, values] = /ak-flow-executor,\s*:host \{\s*color-scheme: light dark;\n([^}]+)\}/.exec(tokens) ?? [];
  if (values === undefined) throw new Error("tokens.css has no block of tokens");
  return `/* What the element looks like by itself: copy it, and change what you like. */
@layer flow.reset, flow.tokens, flow.frame, flow.stage, flow.state, flow.theme;

@layer flow.theme {
  ak-flow-executor {
${values.trimEnd()}
  }
}
`;
}
