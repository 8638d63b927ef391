import { fileURLToPath } from "node:url";

/** What the bundler knows of a module. */
interface ModuleFacts {
  readonly importedIds: readonly string[];
}

interface Chunking {
  getModuleInfo(id: string): ModuleFacts | null;
}

const executor = fileURLToPath(new URL("../../src/client/shell/flow-executor.ts", import.meta.url));

/**
 * Puts into one chunk, "app", what the first form needs: the element with everything that it imports statically. What is loaded when it
 * comes up stays with what loads it.
 */
export function appChunk(): (id: string, chunking: Chunking) => string | null {
  let app: Set<string> | undefined;
  return (id, chunking) => {
    app ??= withImports(executor, chunking);
    return app.has(id) ? "app" : null;
  };
}

function withImports(entry: string, chunking: Chunking): Set<string> {
  const reached = new Set<string>();
  const queue = [entry];
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    if (reached.has(id)) continue;
    reached.add(id);
    queue.push(...(chunking.getModuleInfo(id)?.importedIds ?? []));
  }
  return reached;
}
