import { escapeHtml } from "./escape-html.ts";

const style = `
:root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif; }
body { margin: 0; padding: 3rem 1.25rem; background: Canvas; color: CanvasText; }
main { max-inline-size: 40rem; margin-inline: auto; }
h1 { font-size: 1.75rem; line-height: 1.2; margin-block: 0 0.5rem; }
h2 { font-size: 1.125rem; margin-block: 2rem 0.5rem; }
a { color: LinkText; }
ul { list-style: none; margin: 0; padding: 0; }
li { padding-block: 0.625rem; border-block-start: 1px solid color-mix(in srgb, CanvasText 15%, transparent); }
li p { margin: 0; opacity: 0.8; }`;

/**
 * A small page that needs no script.
 *
 * @param title plain text
 * @param content HTML
 */
export function plainPage(title: string, content: string, nonce: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style nonce="${nonce}">${style}
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
