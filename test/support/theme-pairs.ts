import type { ThemeTokens } from "../../src/package/theme.ts";

/** Two tokens that are seen together. */
export interface ThemePair {
  readonly front: keyof ThemeTokens;
  readonly behind: keyof ThemeTokens;
  /** The least contrast: 4.5 for text (WCAG 2.2, 1.4.3), 3 for edges of controls and the ring around what has the focus (1.4.11). */
  readonly least: 3 | 4.5;
}

const texts = [
  ["text", "raised"],
  ["text", "surface"],
  ["muted", "raised"],
  ["muted", "surface"],
  ["accent", "raised"],
  ["accent", "surface"],
  ["accentText", "accent"],
  ["danger", "raised"],
  ["success", "raised"],
] as const;

const edges = [
  ["border", "raised"],
  ["focus", "raised"],
  ["focus", "surface"],
] as const;

/** What is seen on what in a flow. The line is for looks alone. */
export const themePairs: readonly ThemePair[] = [
  ...texts.map(([front, behind]) => ({ front, behind, least: 4.5 }) as const),
  ...edges.map(([front, behind]) => ({ front, behind, least: 3 }) as const),
];
