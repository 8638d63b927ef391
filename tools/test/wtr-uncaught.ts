import type { TestRunnerPlugin } from "@web/test-runner";

/** The module below, as the browser asks for it. */
const watcher = "/tools/test/wtr-uncaught-watch.ts";

/** Makes every test file watch for errors that nobody catches; on its first line, so that line numbers stay. */
export function failOnUncaught(): TestRunnerPlugin {
  return {
    name: "fail-on-uncaught",
    transform: ({ path, body }) =>
      /^\/test\/browser\/.*\.test\.ts$/.test(path) ? `import ${JSON.stringify(watcher)};${String(body)}` : undefined,
  };
}
