import type { Plugin } from "vite";

/** Leaves dynamic imports as they are. Vite wraps them in a loader that looks after the styles of chunks: ours have none, and the app has many imports. */
export function plainImports(): Plugin {
  return {
    name: "plain-imports",
    apply: "build",
    enforce: "post",
    load(id) {
      return id === "\0vite/preload-helper.js" ? "export const __vitePreload = [];" : undefined;
    },
    renderChunk(code) {
      const plain = code.replace(wrapped, "$1");
      const rest = plain.indexOf("__vitePreload(");
      if (rest !== -1) this.error(`an import is wrapped in an unknown way: ${plain.slice(rest, rest + 200)}`);
      return { code: plain, map: null };
    },
  };
}

/** Of another chunk, or of a module in the same one. */
const promise = String.raw`(?:import\([^)]*\)|Promise\.resolve\(\))(?:\.then\(\(\w*\) => [\w.]+\))?`;
const wrapped = new RegExp(
  String.raw`__vitePreload\((?:async )?\(\) => (?:\{\s*const \{[^}]*\} = await )?(${promise})(?:;\s*return \{[^}]*\};\s*\})?, __VITE_PRELOAD__(?:,[^)]*)?\)`,
  "g",
);
