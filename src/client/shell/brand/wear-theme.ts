import { isDark } from "../../platform/appearance.ts";
import { addPageStyles, followSystemTheme, watchDarkness } from "../../platform/page-brand.ts";
import { lumaOf } from "../../platform/luma.ts";
import type { FlowExecutor } from "../flow-executor.ts";
import { themeRules } from "./theme-rules.ts";
import { themeTokens } from "./theme-tokens.ts";

/** What only themes for authentik's own interface say; `--ak-accent` is a word of both. */
const theirWords = /--pf-|\.pf-|::part\(|--ak-(?:accent|dark|global|flow|font)|ak-(?:brand-links|locale-select)/;

/**
 * Gives a flow the looks that a brand's rules have for authentik's own interface. In a layer of their own above ours, so that rules of
 * the brand that are meant for this interface still win.
 */
export function wearTheme(executor: FlowExecutor, css: string, signal: AbortSignal): void {
  if (!theirWords.test(css)) return;
  // authentik's page always says which colours it has.
  if (/data-theme|--ak-dark/.test(css)) followSystemTheme(signal);
  const rules = themeRules(css);
  const sheet = addPageStyles("");
  signal.addEventListener("abort", () => sheet.replaceSync(""), { once: true });
  const wear = (): void => {
    const tokens = new Map(themeTokens(reader(executor), isDark()));
    // It has the same name in both; where the executor stands, it is still the theme's.
    const accent = reader(document.body)("--ak-accent");
    if (accent !== "" && !tokens.has("--ak-accent")) tokens.set("--ak-accent", accent);
    const own = [...tokens].map(([token, value]) => `${token}: ${value}`).join(";");
    sheet.replaceSync(`@layer flow.theme { ak-flow-executor { ${own} } ${groundOf(tokens)} ${rules} }`);
    fitColours(executor, sheet, tokens);
  };
  wear();
  watchDarkness(wear, signal);
}

function reader(element: Element): (name: string) => string {
  const style = getComputedStyle(element);
  return (name) => style.getPropertyValue(name).trim();
}

/** A theme may want no picture, or one that does not load: below it is its colour. On phones the card is the page. */
function groundOf(tokens: ReadonlyMap<string, string>): string {
  if (!tokens.has("--ak-background-image")) return "";
  return "@media (width > 30rem) { ak-flow-executor { background-color: var(--ak-surface) } }";
}

/** Colours of ours that stand on the theme's: dark on light ones, light on dark ones. */
function fitColours(executor: FlowExecutor, sheet: CSSStyleSheet, tokens: ReadonlyMap<string, string>): void {
  executor.style.removeProperty("color-scheme");
  const card = executor.querySelector(".ak-card") ?? executor;
  const ground = lumaOf(getComputedStyle(card).backgroundColor) ?? lumaOf(reader(executor)("--ak-raised"));
  if (ground !== undefined) executor.style.setProperty("color-scheme", ground > 0.5 ? "light" : "dark");
  if (!tokens.has("--ak-accent") || tokens.has("--ak-accent-text")) return;
  const accent = lumaOf(reader(executor)("--ak-accent"));
  if (accent === undefined) return;
  const text = accent > 0.55 ? "black" : "white";
  sheet.insertRule(`@layer flow.theme { ak-flow-executor { --ak-accent-text: ${text} } }`);
}
