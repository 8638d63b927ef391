import { diagramStyle } from "../../../page/diagram-svg.ts";
import { html, type Html } from "../../../page/html.ts";
import { plainPage } from "../../../page/plain-page.ts";
import { signOutPath } from "../../../page/sign-out-link.ts";
import type { PageWords } from "../page-words.ts";

const style = `
main { max-inline-size: 72rem; }
nav { display: flex; flex-wrap: wrap; gap: .5rem 1.25rem; align-items: center; margin-block-end: 1.5rem; }
nav a:nth-last-child(2) { margin-inline-start: auto; }
.panel { margin-block: 1.5rem; padding: 1.25rem 1.5rem; border: 1px solid var(--line); border-radius: 16px; background: var(--raised); }
.panel h2 { margin-block-start: 0; color: var(--text); font-weight: 600; }
.scroll { overflow-x: auto; }
table { inline-size: 100%; min-inline-size: 42rem; border-collapse: collapse; }
th, td { padding: .75rem 1rem .75rem 0; border-block-end: 1px solid var(--line); text-align: start; vertical-align: top; }
th { color: var(--muted); font-size: .875rem; font-weight: 500; }
code { direction: ltr; unicode-bidi: isolate; }
td code, .muted code { font-size: .8125rem; color: var(--muted); overflow-wrap: anywhere; }
td ol { margin: 0; padding-inline-start: 1.1rem; display: block; list-style: decimal; }
.badge { display: inline-block; padding: .05rem .5rem; border: 1px solid var(--line); border-radius: 99px; font-size: .8125rem; color: var(--muted); white-space: nowrap; }
.fields { display: grid; gap: 1rem 1.5rem; grid-template-columns: repeat(auto-fit, minmax(min(17rem, 100%), 1fr)); }
label { display: block; font-weight: 500; }
input:not([type=checkbox]), select { display: block; inline-size: 100%; min-block-size: 2.75rem; margin-block-start: .25rem; padding: .5rem .75rem; border: 1px solid var(--border); border-radius: 10px; background: var(--raised); color: var(--text); font: inherit; }
input[type=checkbox] { inline-size: 1.25rem; block-size: 1.25rem; margin-inline-end: .5rem; vertical-align: -.25rem; accent-color: var(--accent); }
input[type=file] { padding: 2rem 1rem; border-style: dashed; }
.check { padding-block-start: 2rem; }
.buttons { display: flex; flex-wrap: wrap; gap: .75rem; margin-block-start: 1.25rem; }
button { min-block-size: 2.75rem; padding-inline: 1.25rem; border: 0; border-radius: 10px; background: var(--accent); color: var(--accent-text); font: inherit; font-weight: 600; cursor: pointer; }
button.button { border: 1px solid var(--border); background: none; color: var(--text); }
button.danger { background: var(--danger); color: var(--surface); }
.search { margin-block-end: 1rem; }
.search .buttons { margin-block-start: .25rem; }
.buttons input[type=search] { flex: 1 1 14rem; inline-size: auto; margin: 0; }
.error { color: var(--danger); font-weight: 400; }
.result { border-inline-start: 4px solid var(--success); }
.result.failed { border-inline-start-color: var(--danger); }
.log { display: block; margin-block-start: .75rem; font: .875rem/1.6 ui-monospace, monospace; overflow-wrap: anywhere; padding: 0; list-style: none; }
.diagram { min-inline-size: 34rem; max-inline-size: 100%; block-size: auto; }
.legend { margin-block-start: .75rem; font-size: .875rem; }`;

function navigation({ text }: PageWords): Html {
  return html`<nav aria-label="${text("Administration")}">
<a href="/if/admin/">${text("Flows")}</a><a href="/if/admin/people/">${text("People")}</a><a href="/demo/outbox/">${text("Outbox")}</a><a href="/if/user/">${text("Home")}</a>
<a href="${signOutPath}">${text("Sign out")}</a></nav>`;
}

/** A page of the administration, around what it is about. */
export function adminPage(title: string, content: Html, { nonce, words }: { nonce: string; words: PageWords }): Html {
  const { text, locale } = words;
  const options = { more: style + diagramStyle, locale };
  return plainPage(`${title} - ${text("Administration")}`, html`${navigation(words)}\n${content}`, nonce, options);
}
