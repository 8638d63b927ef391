import type { Plugin } from "vite";

/**
 * Has Chromium compile the app's functions while the file comes in, beside the page, and not one by one at the first submit and the first
 * step that follows (V8's explicit compile hints). Others read a comment.
 */
export function compileHint(): Plugin {
  return {
    name: "compile-hint",
    apply: "build",
    generateBundle(_, bundle) {
      for (const file of Object.values(bundle)) {
        if (file.type === "chunk" && file.name === "app") file.code = `//# allFunctionsCalledOnLoad\n${file.code}`;
      }
    },
  };
}
