/**
 * Our tokens, and the variables of authentik and PatternFly that say the same, the most particular first. `INTEGRATING.md` has the table, too.
 */
const counterparts: Readonly<Record<string, readonly string[]>> = {
  "--ak-accent": ["--pf-c-button--m-primary--BackgroundColor", "--pf-global--primary-color--100"],
  "--ak-accent-text": ["--pf-c-button--m-primary--Color"],
  "--ak-raised": ["--pf-c-login__main--BackgroundColor", "--pf-global--BackgroundColor--100"],
  "--ak-surface": ["--pf-global--BackgroundColor--200"],
  "--ak-text": ["--pf-global--Color--100", "--ak-global--Color--100"],
  "--ak-muted": ["--pf-global--Color--200"],
  "--ak-line": ["--pf-global--BorderColor--100"],
  "--ak-border": ["--pf-global--BorderColor--200"],
  "--ak-danger": ["--pf-global--danger-color--100"],
  "--ak-success": ["--pf-global--success-color--100"],
  "--ak-radius": ["--pf-c-button--BorderRadius", "--pf-global--BorderRadius--sm"],
  "--ak-font": ["--ak-font-family-sans-serif", "--pf-global--FontFamily--sans-serif"],
  "--ak-background-image": [
    "--pf-c-background-image--BackgroundImage",
    "--ak-flow-background",
    "--ak-global--background-image",
  ],
};

/** In dark pages authentik has these before the others. */
const darkCounterparts: Readonly<Record<string, string>> = {
  "--ak-raised": "--ak-dark-background-light",
  "--ak-surface": "--ak-dark-background",
  "--ak-text": "--ak-dark-foreground",
  "--ak-muted": "--ak-dark-foreground-darker",
};

/** Text goes with a background: without one it would stand on ours, which may be dark where the theme is light. */
const onTheirGround: ReadonlySet<string> = new Set(["--ak-text", "--ak-muted", "--ak-line", "--ak-border"]);

/**
 * The tokens that a theme sets by other names, each with its value.
 *
 * @param read the value of a variable, empty where it has none
 */
export function themeTokens(read: (name: string) => string, isDark: boolean): ReadonlyMap<string, string> {
  const tokens = new Map<string, string>();
  for (const [token, names] of Object.entries(counterparts)) {
    const dark = isDark ? darkCounterparts[token] : undefined;
    const name = [...(dark ? [dark] : []), ...names].find((each) => read(each) !== "");
    if (name) tokens.set(token, `var(${name})`);
  }
  if (!tokens.has("--ak-raised")) for (const token of onTheirGround) tokens.delete(token);
  return tokens;
}
