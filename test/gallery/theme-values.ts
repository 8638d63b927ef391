import { type ThemeColour, themeProperties, type ThemeTokens } from "../../src/package/theme.ts";

/** The tokens that a theme's stylesheet sets. */
export function themeValues(css: string): ThemeTokens {
  const found = Object.entries(themeProperties).flatMap(([name, property]) => {
    const value = new RegExp(`^\\s*${property}:\\s*([^;]+);`, "m").exec(css)?.[1];
    return value === undefined ? [] : [[name, bothOf(value.replace(/\s+/g, " ").trim())] as const];
  });
  return Object.fromEntries(found);
}

/** The two values of `light-dark(…)`, or the value as it is. */
function bothOf(value: string): ThemeColour {
  const inner = /^light-dark\((.*)\)$/s.exec(value)?.[1];
  if (inner === undefined) return value;
  let depth = 0;
  for (let at = 0; at < inner.length; at++) {
    if (inner[at] === "(") depth++;
    else if (inner[at] === ")") depth--;
    else if (inner[at] === "," && depth === 0)
      return { light: inner.slice(0, at).trim(), dark: inner.slice(at + 1).trim() };
  }
  return value;
}
