import { fileURLToPath } from "node:url";
import type { TestRunnerPlugin } from "@web/test-runner";
import { buildSync } from "esbuild";

const root = fileURLToPath(new URL("../..", import.meta.url));

/**
 * Serves style sheets as the build makes them, each with those that it imports: `import css from "….css?inline"` as a module whose default
 * export is the text.
 */
export function inlineCss(): TestRunnerPlugin {
  return {
    name: "inline-css",
    resolveMimeType: ({ path, URL }) => (path.endsWith(".css") && URL.searchParams.has("inline") ? "js" : undefined),
    transform({ path, URL }) {
      if (!path.endsWith(".css")) return undefined;
      const css = buildSync({ entryPoints: [root + path.slice(1)], bundle: true, write: false }).outputFiles[0]?.text;
      return URL.searchParams.has("inline") ? `export default ${JSON.stringify(css)};` : css;
    },
  };
}
