import { html, svg, type TemplateResult } from "lit";

/** Drawn on 20 by 20. Generic marks: those of brands belong to the brands, and come as pictures. */
const marks = {
  building: svg`<path d="M4 17.5V4a1.5 1.5 0 0 1 1.5-1.5h6A1.5 1.5 0 0 1 13 4v13.5m0-9.5h2a1.5 1.5 0 0 1 1.5 1.5v8M2.5 17.5h15M7 6h.01M10 6h.01M7 9.5h.01m2.99 0h.01M7 13h.01M10 13h.01"></path>`,
  cap: svg`<path d="m1.75 8 8.25-4 8.25 4L10 12 1.75 8Zm3.5 1.75v4C6.5 15 8.25 15.75 10 15.75s3.5-.75 4.75-2v-4M18.25 8v5"></path>`,
  cloud: svg`<path d="M5.75 15.5a3.75 3.75 0 0 1-.4-7.5 5 5 0 0 1 9.55 1.15 3.2 3.2 0 0 1-.4 6.35H5.75Z"></path>`,
  code: svg`<path d="m6.5 6-4 4 4 4m7-8 4 4-4 4m-2-10-3 12"></path>`,
  envelope: svg`<rect x="2" y="4" width="16" height="12" rx="2"></rect><path d="m2.5 5.5 7.5 6 7.5-6"></path>`,
  globe: svg`<circle cx="10" cy="10" r="7.75"></circle><path d="M2.25 10h15.5M10 2.25c2.5 2 3.5 4.75 3.5 7.75s-1 5.75-3.5 7.75c-2.5-2-3.5-4.75-3.5-7.75s1-5.75 3.5-7.75Z"></path>`,
  key: svg`<circle cx="6.5" cy="13.5" r="4"></circle><path d="m9.5 10.5 7-7m-3 3 2.5 2.5m-4.75-.25L13 10.5"></path>`,
  lock: svg`<rect x="3.75" y="8.75" width="12.5" height="8.5" rx="2"></rect><path d="M6.5 8.75V6a3.5 3.5 0 0 1 7 0v2.75M10 12.25v1.5"></path>`,
  message: svg`<path d="M4 3.5h12a2 2 0 0 1 2 2v6a2 2 0 0 1-2 2H9.5L5.5 17v-3.5H4a2 2 0 0 1-2-2v-6a2 2 0 0 1 2-2Z"></path>`,
  people: svg`<circle cx="7.25" cy="6.75" r="3"></circle><path d="M1.75 16.5c0-3 2.25-4.75 5.5-4.75s5.5 1.75 5.5 4.75M12.75 4a3 3 0 0 1 0 5.5m2 2.75c2.25.6 3.5 2.1 3.5 4.25"></path>`,
  person: svg`<circle cx="10" cy="6.5" r="3.5"></circle><path d="M3.25 17.25c0-3.5 2.75-5.25 6.75-5.25s6.75 1.75 6.75 5.25"></path>`,
  play: svg`<rect x="2" y="3.5" width="16" height="13" rx="2.5"></rect><path d="m8.5 7.25 4.25 2.75-4.25 2.75v-5.5Z"></path>`,
  server: svg`<rect x="2.5" y="3" width="15" height="6" rx="1.75"></rect><rect x="2.5" y="11" width="15" height="6" rx="1.75"></rect><path d="M6 6h.01M6 14h.01"></path>`,
  share: svg`<circle cx="5" cy="10" r="2.5"></circle><circle cx="14.5" cy="4.75" r="2.5"></circle><circle cx="14.5" cy="15.25" r="2.5"></circle><path d="m7.25 8.75 5-2.75m-5 5.25 5 2.75"></path>`,
  shield: svg`<path d="M10 2 3.5 4.5v5c0 4 2.5 7 6.5 8.5 4-1.5 6.5-4.5 6.5-8.5v-5L10 2Z"></path><path d="m7.25 9.75 2 2 3.5-3.75"></path>`,
} satisfies Readonly<Record<string, TemplateResult>>;

/** What the names of Font Awesome's icons mean here; the first that fits counts. */
const meanings: readonly (readonly [words: RegExp, mark: keyof typeof marks])[] = [
  [/key|fingerprint/, "key"],
  [/shield/, "shield"],
  [/lock/, "lock"],
  [/users|people|group/, "people"],
  [/user|person|id-(card|badge)|address/, "person"],
  [/building|city|industry|landmark|university|briefcase|hotel/, "building"],
  [/graduation|school|chalkboard|book/, "cap"],
  [/cloud/, "cloud"],
  [/server|database|network|sitemap|folder/, "server"],
  [/code|terminal|laptop/, "code"],
  [/envelope|mail|at$/, "envelope"],
  [/comment|message|paper-plane/, "message"],
  [/film|play|video|tv/, "play"],
  [/globe|earth|world|link/, "globe"],
];

/** Whether the address names an icon that has a mark of its own here. */
export function hasMark(iconUrl: string): boolean {
  return markOf(iconUrl) !== "share";
}

/** The mark for an icon by its Font Awesome name (`fa://fa-key`); a general one for everything else. Decorative. */
export function sourceMark(iconUrl: string): TemplateResult {
  return html`<svg class="ak-source-icon" viewBox="0 0 20 20" aria-hidden="true">${marks[markOf(iconUrl)]}</svg>`;
}

function markOf(iconUrl: string): keyof typeof marks {
  if (!iconUrl.startsWith("fa://")) return "share";
  return meanings.find(([words]) => words.test(iconUrl))?.[1] ?? "share";
}
