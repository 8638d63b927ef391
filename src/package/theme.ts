/** `flow-interface/theme`: a theme as values in a program, and the stylesheet that it makes. */

/** A value as CSS has it; with two, one for light pages and one for dark ones. */
export type ThemeColour = string | { readonly light: string; readonly dark: string };

/** What a theme can set. What it leaves out stays as the element has it. */
export interface ThemeTokens {
  /** Buttons and links. */
  readonly accent?: ThemeColour;
  /** Text on buttons. */
  readonly accentText?: ThemeColour;
  /** Behind the card: a colour, a gradient, or a picture with `url()`. */
  readonly background?: string;
  /** The least height of the element; `auto` in the middle of a page. */
  readonly blockSize?: string;
  /** Edges of fields. */
  readonly border?: ThemeColour;
  /** What is wrong. */
  readonly danger?: ThemeColour;
  /** The ring around what has the focus. */
  readonly focus?: ThemeColour;
  /** The family of the letters. */
  readonly font?: string;
  /** Edges of the card, and lines in it. */
  readonly line?: ThemeColour;
  /** Text that matters less. */
  readonly muted?: ThemeColour;
  /** Corners of fields and buttons. */
  readonly radius?: string;
  /** The card, and fields in it. */
  readonly raised?: ThemeColour;
  /** What went well. */
  readonly success?: ThemeColour;
  /** The page behind the card. */
  readonly surface?: ThemeColour;
  /** Text. */
  readonly text?: ThemeColour;
}

/** The custom property of each token. */
export const themeProperties: Readonly<Record<keyof ThemeTokens, `--ak-${string}`>> = {
  accent: "--ak-accent",
  accentText: "--ak-accent-text",
  background: "--ak-background",
  blockSize: "--ak-block-size",
  border: "--ak-border",
  danger: "--ak-danger",
  focus: "--ak-focus",
  font: "--ak-font",
  line: "--ak-line",
  muted: "--ak-muted",
  radius: "--ak-radius",
  raised: "--ak-raised",
  success: "--ak-success",
  surface: "--ak-surface",
  text: "--ak-text",
};

/** Ends a declaration, a rule or a `<style>`: such a value would set more than its token. */
const unsafe = /[;{}<]|\/\*/;

/**
 * The stylesheet of a theme, in the layer of themes: above the element's own rules, below every rule of the page that is in no layer.
 *
 * @param tokens what the theme sets
 * @param selector which elements have it
 * @throws {RangeError} for a value that would be more than one
 */
export function themeCss(tokens: ThemeTokens, selector = "ak-flow-executor"): string {
  const lines = Object.entries(themeProperties).flatMap(([name, property]) => {
    const value = tokens[name as keyof ThemeTokens];
    if (value === undefined) return [];
    const text = typeof value === "string" ? value : `light-dark(${value.light}, ${value.dark})`;
    if (unsafe.test(text)) throw new RangeError(`${name} is not one value: ${text}`);
    return [`    ${property}: ${text};`];
  });
  return `@layer flow.reset, flow.tokens, flow.frame, flow.stage, flow.state, flow.theme;

@layer flow.theme {
  ${selector} {
${lines.join("\n")}
  }
}
`;
}
