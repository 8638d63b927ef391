import { readFile } from "node:fs/promises";
import { build, type Plugin } from "esbuild";
import { localizeAlias } from "./localize-alias.ts";

/** Browsers as of the page's own build: newer than the script's target, because `light-dark()` would otherwise be rewritten. */
const browsers = ["chrome123", "firefox120", "safari17.5"];

/** A stylesheet with all that it imports, minified. */
export async function bundledStyles(path: string): Promise<string> {
  const result = await build({
    entryPoints: [path],
    bundle: true,
    minify: true,
    write: false,
    target: browsers,
    logLevel: "warning",
  });
  return result.outputFiles[0]?.text.trim() ?? "";
}

/** `import css from "./x.css?inline"`, as Vite has it: the stylesheet as text. */
function inlineStyles(): Plugin {
  return {
    name: "inline-styles",
    setup(bundler) {
      bundler.onResolve({ filter: /\.css\?inline$/ }, ({ path, resolveDir }) => ({
        path: new URL(path.replace("?inline", ""), `file://${resolveDir}/`).pathname,
        namespace: "inline-styles",
      }));
      bundler.onLoad({ filter: /.*/, namespace: "inline-styles" }, async ({ path }) => ({
        contents: anyTag(await bundledStyles(path)),
        loader: "text",
        watchFiles: [path],
      }));
    },
  };
}

/** Has the client find the element by whatever tag a page gives it, in its styles and where it looks for it. */
function openTag(): Plugin {
  return {
    name: "open-tag",
    setup(bundler) {
      bundler.onLoad({ filter: /\/src\/client\/.*\.ts$/ }, async ({ path }) => {
        const text = await readFile(path, "utf8");
        if (!text.includes("ak-flow-executor")) return undefined;
        const contents = /\.styles\.ts$|\/wear-theme\.ts$|\/theme-rules\.ts$/.test(path)
          ? anyTag(text)
          : text.replaceAll('closest("ak-flow-executor")', 'closest("ak-flow-executor, [data-ak-flow]")');
        return { contents, loader: "ts" };
      });
    },
  };
}

function anyTag(css: string): string {
  return css.replace(/ak-flow-executor(?![-\w)])/g, ":is(ak-flow-executor, [data-ak-flow])");
}

function localize(): Plugin {
  return {
    name: "localize",
    setup(bundler) {
      bundler.onResolve({ filter: localizeAlias.find }, () => ({ path: localizeAlias.replacement }));
    },
  };
}

/** What the client is made with outside of Vite. */
export const clientPlugins: readonly Plugin[] = [inlineStyles(), openTag(), localize()];
