import type { Plugin } from "vite";

/** Leaves dynamic imports as they are. Vite wraps them in a loader that looks after the styles of chunks: ours have none, and the app has many imports. */
export function plainImports(): Plugin {
  return {
    name: "plain-imports",
    apply: "build",
    enforce: "post",
    load(id) {
      return id === "\0vite/preload-helper.js" ? "export const __vitePreload = (load) => load();" : undefined;
    },
    renderChunk(code) {
      const wrapped =
        /__vitePreload\((?:async )?\(\) => (?:\{\s*const \{[^}]*\} = await )?(import\([^)]*\)(?:\.then\(\(\w+\) => [\w.]+\))?)(?:;\s*return \{[^}]*\};\s*\})?, __VITE_PRELOAD__(?:,[^)]*)?\)/g;
      return { code: code.replace(wrapped, "$1"), map: null };
    },
  };
}
