import { fileURLToPath } from "node:url";
import type { TestRunnerPlugin } from "@web/test-runner";
import { styleSheet } from "./wtr-bundles.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** Serves style sheets as the build makes them, each with those that it imports. */
export function styleSheets(): TestRunnerPlugin {
  return {
    name: "style-sheets",
    transform: ({ path }) => (path.endsWith(".css") ? styleSheet(root + path.slice(1)) : undefined),
  };
}
