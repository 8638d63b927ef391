/**
 * The page that a test file runs in: with the real stylesheet, and in compatibility mode with the polyfill, loaded as the real page
 * does it. `window.ShadyDOM?.force` tells a test which of the two it is in. `CHAOS_JOURNEYS` says how many journeys the chaos takes,
 * and `CHAOS_SEED` the first one's seed.
 */
export function testPage(compatibility: boolean): (framework: string) => string {
  // The polyfill replaces the object that asked for it, and with it the flag.
  const polyfill = `<script type="module" src="/src/client/platform/compatibility.ts"></script>
    <script type="module">window.ShadyDOM.force = true;</script>`;
  return (framework) => `<!doctype html>
<html lang="en" data-journeys="${process.env["CHAOS_JOURNEYS"] ?? "50"}" data-seed="${process.env["CHAOS_SEED"] ?? "1"}">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>${compatibility ? "Compatibility" : "Default"} mode</title>
    <link rel="stylesheet" href="/src/client/ui/styles/flow.css">
    <script>globalThis.litIssuedWarnings = new Set(["dev-mode"]);</script>
    ${compatibility ? polyfill : ""}
  </head>
  <body class="ak-page">
    <script type="module" src="${framework}"></script>
  </body>
</html>`;
}
