import { fileURLToPath } from "node:url";

/** What the bundler knows of a module. */
interface ModuleFacts {
  readonly importedIds: readonly string[];
}

interface Chunking {
  getModuleInfo(id: string): ModuleFacts | null;
}

const client = fileURLToPath(new URL("../../src/client/", import.meta.url));
const executor = `${client}shell/flow-executor.ts`;
/** What nearly every page loads when it comes up. */
const soon = [
  "shell/page-extras.ts",
  "shell/start-aids.ts",
  "shell/language/start-language.ts",
  "shell/language/set-language.ts",
  "shell/tabs/live-messages.ts",
  "stages/registry.ts",
].map((file) => client + file);

/**
 * Puts into one chunk, "app", what the first form needs: the element with everything that it imports statically; and into another one,
 * "extras", what a page loads as soon as that shows. A request costs more than the few hundred bytes that a small chunk has.
 */
export function appChunk(): (id: string, chunking: Chunking) => string | null {
  let app: Set<string> | undefined;
  let extras: Set<string> | undefined;
  return (id, chunking) => {
    app ??= withImports([executor], chunking);
    extras ??= withImports(soon, chunking);
    if (app.has(id)) return "app";
    return extras.has(id) ? "extras" : null;
  };
}

function withImports(entries: readonly string[], chunking: Chunking): Set<string> {
  const reached = new Set<string>();
  const queue = [...entries];
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    if (reached.has(id)) continue;
    reached.add(id);
    queue.push(...(chunking.getModuleInfo(id)?.importedIds ?? []));
  }
  return reached;
}
