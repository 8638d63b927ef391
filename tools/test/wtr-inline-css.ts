import type { TestRunnerPlugin } from "@web/test-runner";

/** Serves `import css from "….css?inline"` as the build does: a module whose default export is the text. */
export function inlineCss(): TestRunnerPlugin {
  return {
    name: "inline-css",
    resolveMimeType: ({ path, URL }) => (path.endsWith(".css") && URL.searchParams.has("inline") ? "js" : undefined),
    transform: ({ path, URL, body }) =>
      path.endsWith(".css") && URL.searchParams.has("inline")
        ? `export default ${JSON.stringify(String(body))};`
        : undefined,
  };
}
