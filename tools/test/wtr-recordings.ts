import { readdirSync, readFileSync } from "node:fs";
import type { TestRunnerPlugin } from "@web/test-runner";

const folder = new URL("../../test/replay/recordings/components/", import.meta.url);

/** Gives tests what was recorded of each component, with `executeServerCommand("recordings")`: `{ <component>: <cases> }`. */
export function recordingsCommand(): TestRunnerPlugin {
  return {
    name: "recordings-command",
    executeCommand({ command }) {
      if (command !== "recordings") return undefined;
      const files = readdirSync(folder, "utf8").map((name): [string, unknown] => [
        name.replace(".json", ""),
        JSON.parse(readFileSync(new URL(name, folder), "utf8")),
      ]);
      return Object.fromEntries(files);
    },
  };
}
