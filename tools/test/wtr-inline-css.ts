import { fileURLToPath } from "node:url";
import type { TestRunnerPlugin } from "@web/test-runner";
import { buildSync } from "esbuild";

const root = fileURLToPath(new URL("../..", import.meta.url));

/**
 * Serves style sheets as the build makes them: `import css from "….css?inline"` as a module whose default export is the text, all others
 * as one sheet, with those that they import.
 */
export function inlineCss(): TestRunnerPlugin {
  return {
    name: "inline-css",
    resolveMimeType: ({ path, URL }) => (path.endsWith(".css") && URL.searchParams.has("inline") ? "js" : undefined),
    transform({ path, URL, body }) {
      if (!path.endsWith(".css")) return undefined;
      if (URL.searchParams.has("inline")) return `export default ${JSON.stringify(String(body))};`;
      return buildSync({ entryPoints: [root + path.slice(1)], bundle: true, write: false }).outputFiles[0]?.text;
    },
  };
}
