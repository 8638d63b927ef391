/** What the pages of an account look like, beside what all pages without a script do. */
export const accountStyle = `
h2 { color: var(--text); font-size: 1.125rem; font-weight: 600; }
section > p { margin-block: -.375rem .75rem; max-inline-size: 60ch; }
.told { margin-block: 1.5rem 0; }
.told.success { border-inline-start-color: var(--success); }
.told.error { border-inline-start-color: var(--danger); }
.items { display: block; border: 1px solid var(--line); border-radius: 16px; background: var(--raised); }
.items > li { display: flex; flex-wrap: wrap; align-items: center; gap: .75rem 1rem; padding: 1rem 1.25rem; overflow-wrap: anywhere; }
.items > li + li { border-block-start: 1px solid var(--line); }
.items .what { flex: 1 1 15rem; min-inline-size: 0; }
.items .what span:not(.badge) { display: block; color: var(--muted); font-size: .875rem; }
.items strong { font-weight: 600; }
.badge { display: inline-block; margin-inline-start: .5rem; padding: .05rem .5rem; border: 1px solid var(--line); border-radius: 99px; color: var(--muted); font-size: .8125rem; white-space: nowrap; }
.buttons { display: flex; flex-wrap: wrap; gap: .75rem; margin-block-start: .75rem; }
.items .buttons { margin: 0; }
.button { justify-content: center; padding-block: .375rem; background: none; font: inherit; font-weight: 600; text-align: center; cursor: pointer; }
.button:hover { border-color: var(--accent); }
.primary { border-color: transparent; background: var(--accent); color: var(--accent-text); }
.danger { border-color: var(--danger); color: var(--danger); }
.danger:hover { border-color: currentColor; }
.primary.danger { background: var(--danger); border-color: transparent; color: var(--surface); }
li a { font-weight: 500; }
.card { margin-block-start: 1.5rem; padding: 1.5rem; border: 1px solid var(--line); border-radius: 16px; background: var(--raised); overflow-wrap: anywhere; }
.card form, .field { margin-block-start: 1rem; }
.card .hint { margin-block-start: .75rem; }
.card .muted { margin-block-start: .25rem; }
label { display: block; font-weight: 500; }
input:not([type=hidden]) { display: block; inline-size: min(24rem, 100%); min-block-size: 2.75rem; margin-block-start: .25rem; padding: .5rem .75rem; border: 1px solid var(--border); border-radius: 10px; background: var(--raised); color: var(--text); font: inherit; }
input[hidden] { display: none; }
input[aria-invalid] { border-color: var(--danger); box-shadow: inset 0 0 0 1px var(--danger); }
.fault { margin-block-start: .375rem; color: var(--danger); }
@media (width < 30rem) {
.items .buttons { inline-size: 100%; }
.items .button { flex: 1 1 auto; }
}
@media (forced-colors: active) {
.button { border-color: ButtonText; }
}`;
