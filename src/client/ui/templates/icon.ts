import { svg, html, type TemplateResult } from "lit";

export type IconName = "app" | "envelope" | "key" | "list" | "message" | "phone" | "question";

/** Drawn on 20 by 20. */
const strokes: Readonly<Record<IconName, TemplateResult>> = {
  app: svg`<rect x="5" y="1.75" width="10" height="16.5" rx="2.25"></rect><path d="M8 7h1.5m1.5 0h1M8 10h1m1.5 0H12M8 13h2m1.5 0h.5"></path>`,
  envelope: svg`<rect x="2" y="4" width="16" height="12" rx="2"></rect><path d="m2.5 5.5 7.5 6 7.5-6"></path>`,
  key: svg`<circle cx="6.5" cy="13.5" r="4"></circle><path d="m9.5 10.5 7-7m-3 3 2.5 2.5m-4.75-.25L13 10.5"></path>`,
  list: svg`<rect x="3" y="2" width="14" height="16" rx="2"></rect><path d="M6.5 6.5h3m1.5 0h2.5m-7 3.5h2m1.5 0h3.5m-7 3.5h4"></path>`,
  message: svg`<path d="M4 3.5h12a2 2 0 0 1 2 2v6a2 2 0 0 1-2 2H9.5L5.5 17v-3.5H4a2 2 0 0 1-2-2v-6a2 2 0 0 1 2-2Z"></path><path d="M6.5 8.5h.01M10 8.5h.01m3.49 0h.01"></path>`,
  phone: svg`<rect x="5" y="1.75" width="10" height="16.5" rx="2.25"></rect><path d="m7.75 9.75 1.75 1.75 3-3.25M9 15.5h2"></path>`,
  question: svg`<circle cx="10" cy="10" r="7.75"></circle><path d="M7.75 7.75a2.25 2.25 0 1 1 3.25 2c-.7.4-1 .8-1 1.5m0 2.75v.01"></path>`,
};

/** A decorative icon. */
export function icon(name: IconName): TemplateResult {
  return html`<svg class="ak-icon" viewBox="0 0 20 20" aria-hidden="true">${strokes[name]}</svg>`;
}
