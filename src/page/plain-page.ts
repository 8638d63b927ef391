import { directions, type Locale } from "../protocol/locales/locales.ts";
import { html, type Html, trustedHtml } from "./html.ts";
import { themeProperties } from "./theme.ts";

const style = `
:root { color-scheme: light dark; ${themeProperties} font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif; }
* { box-sizing: border-box; }
body { margin: 0; padding: max(1.5rem, 7vh) 1.25rem 3rem; background: var(--surface); color: var(--text); }
main { max-inline-size: 44rem; margin-inline: auto; }
h1 { margin: 0 0 .25rem; font-size: 1.5rem; line-height: 1.25; letter-spacing: -.015em; }
h2 { margin: 2.5rem 0 .75rem; font-size: 1rem; color: var(--muted); font-weight: 500; }
p { margin: 0; }
a { color: var(--accent); text-underline-offset: .2em; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 4px; }
.muted { color: var(--muted); }
.account { display: flex; flex-wrap: wrap; align-items: center; gap: 1rem; padding: 1.25rem 1.5rem; border: 1px solid var(--line); border-radius: 16px; background: var(--raised); }
.account img { border-radius: 50%; }
.account div { flex: 1 1 12rem; overflow-wrap: anywhere; }
.button { display: inline-flex; align-items: center; min-block-size: 2.75rem; padding-inline: 1.25rem; border: 1px solid var(--border); border-radius: 10px; color: var(--text); font-weight: 600; text-decoration: none; }
ul { display: grid; gap: .75rem; grid-template-columns: repeat(auto-fill, minmax(min(20rem, 100%), 1fr)); list-style: none; margin: 0; padding: 0; }
.notice { margin-block-end: .75rem; padding: .75rem 1.25rem; border: 1px solid var(--line); border-inline-start: 4px solid var(--accent); border-radius: 12px; background: var(--raised); }
li a { display: block; block-size: 100%; padding: 1rem 1.25rem; border: 1px solid var(--line); border-radius: 12px; background: var(--raised); color: inherit; text-decoration: none; }
li a:hover { border-color: var(--accent); }
article { margin-block: 1.5rem; padding: 1.25rem 1.5rem; border: 1px solid var(--line); border-radius: 12px; background: var(--raised); }
article h2 { margin: 0 0 .25rem; color: inherit; font-weight: 600; }
.message { margin-block-start: 1rem; white-space: pre-wrap; overflow-wrap: anywhere; }
li code { display: block; text-align: match-parent; color: var(--muted); font-size: .8125rem; overflow-wrap: anywhere; }`;

export interface PlainPageOptions {
  /** Styles of its own. */
  readonly more?: string;
  /** English unless given. */
  readonly locale?: Locale;
  /** Seconds after which the page is loaded anew. */
  readonly refresh?: number;
  readonly icon?: string;
}

/** A small page that needs no script. */
export function plainPage(title: string, content: Html, nonce: string, options: PlainPageOptions = {}): Html {
  const { more = "", locale = "en", refresh, icon = "/static/dist/assets/icons/icon.svg" } = options;
  return html`<!doctype html>
<html lang="${locale}" dir="${directions[locale]}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
${refresh !== undefined && html`<meta http-equiv="refresh" content="${refresh}">\n`}<link rel="icon" href="${icon}">
<style nonce="${nonce}">${trustedHtml(style + more)}
</style>
</head>
<body>
<main>
${content}
</main>
</body>
</html>
`;
}
