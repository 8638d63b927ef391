import { msg } from "@lit/localize";
import { html, type TemplateResult } from "lit";
import { isHidden, mask } from "./masked.ts";

/** Levels that are unfolded to begin with. */
const openLevels = 2;

/** A JSON value as a tree of lists to unfold, without secrets. Pure. */
export function valueTree(value: unknown, level = 0): TemplateResult {
  const entries = Object.entries(value ?? {});
  if (entries.length === 0) return html`<p class="ak-hint">${msg("Empty")}</p>`;
  return html`<ul>
    ${entries.map(([name, item]) => html`<li>${entry(name, item, level)}</li>`)}
  </ul>`;
}

function entry(name: string, value: unknown, level: number): TemplateResult {
  if (isHidden(name, value) || value === mask) return leaf(name, html`<em>${msg("hidden")}</em>`);
  const size = typeof value === "object" && value !== null ? Object.keys(value).length : 0;
  if (size === 0) return leaf(name, html`<code dir="auto">${JSON.stringify(value)}</code>`);
  return html`<details ?open=${level < openLevels - 1}>
    <summary><bdi>${name}</bdi> <small>${size}</small></summary>
    ${valueTree(value, level + 1)}
  </details>`;
}

function leaf(name: string, value: TemplateResult): TemplateResult {
  return html`<span class="ak-name"><bdi>${name}</bdi></span> ${value}`;
}
