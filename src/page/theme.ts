/**
 * The colours of the pages that need no script, light and dark. They are those of the flow's own page (its tokens `--ak-…`); a test compares
 * the two.
 */
export const theme = {
  surface: "light-dark(oklch(0.965 0.006 265), oklch(0.18 0.014 265))",
  raised: "light-dark(oklch(1 0 0), oklch(0.225 0.016 265))",
  text: "light-dark(oklch(0.25 0.02 265), oklch(0.94 0.006 265))",
  muted: "light-dark(oklch(0.46 0.02 265), oklch(0.75 0.015 265))",
  border: "light-dark(oklch(0.6 0.02 265), oklch(0.57 0.02 265))",
  line: "light-dark(oklch(0.91 0.008 265), oklch(0.3 0.016 265))",
  accent: "light-dark(oklch(0.48 0.19 265), oklch(0.77 0.11 265))",
  "accent-text": "light-dark(oklch(1 0 0), oklch(0.2 0.04 265))",
  danger: "light-dark(oklch(0.5 0.19 27), oklch(0.78 0.12 25))",
  success: "light-dark(oklch(0.48 0.12 152), oklch(0.8 0.13 152))",
} as const;

/** What only pages without a script need: nodes of a flow's diagram. */
const diagram = {
  condition: "light-dark(oklch(0.96 0.03 85), oklch(0.3 0.04 85))",
  terminal: "light-dark(oklch(0.95 0.02 265), oklch(0.28 0.03 265))",
};

/** The colours as custom properties, `--text` and so on. */
export const themeProperties = Object.entries({ ...theme, ...diagram })
  .map(([name, colour]) => `--${name}: ${colour};`)
  .join(" ");
