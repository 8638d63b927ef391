import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type { TestRunnerPlugin } from "@web/test-runner";
import { build, buildSync, type Plugin } from "esbuild";

const root = fileURLToPath(new URL("../..", import.meta.url));

/**
 * Modules that stay files of their own: the polyfill, which is there once however it is asked for, and those whose address
 * `wtr-uncaught-watch.ts` looks at.
 */
const apart: readonly (readonly [pattern: RegExp, address: string])[] = [
  [/\/platform\/compatibility\.ts$/, "/src/client/platform/compatibility.ts"],
  [/^axe-core$/, "/node_modules/axe-core/axe.js"],
  [/^dompurify$/, "/node_modules/dompurify/dist/purify.es.mjs"],
];

/**
 * Serves each test file as one module, with everything that it imports: a page that asks for two hundred takes longer to load than most
 * files take to run.
 */
export function bundles(): TestRunnerPlugin {
  const bundled = new Map<string, Promise<Bundle>>();
  return {
    name: "bundles",
    async serve({ path }) {
      const source = path.replace(/\.map$/, "");
      if (!source.endsWith(".ts")) return undefined;
      const made = bundled.get(source) ?? bundle(source);
      bundled.set(source, made);
      const { code, map } = await made;
      return source === path ? { body: code, type: "js" } : { body: map, type: "json" };
    },
  };
}

interface Bundle {
  readonly code: string;
  readonly map: string;
}

/** @param path of a module, from the top of the repository, as a browser asks for it */
async function bundle(path: string): Promise<Bundle> {
  const { outputFiles } = await build({
    entryPoints: [join(root, path)],
    outfile: join(root, path),
    allowOverwrite: true,
    bundle: true,
    write: false,
    format: "esm",
    target: "es2022",
    conditions: ["development", "browser"],
    tsconfig: join(root, ".config/tsconfig.base.json"),
    sourcemap: "linked",
    logLevel: "warning",
    plugins: [modulesApart, inlineCss],
  });
  const [map, code] = outputFiles.map(({ text }) => text);
  if (map === undefined || code === undefined) throw new Error(`${path} cannot be bundled`);
  return { code, map };
}

const modulesApart: Plugin = {
  name: "modules-apart",
  setup(bundler) {
    for (const [filter, path] of apart) {
      bundler.onResolve({ filter }, ({ kind }) => (kind === "entry-point" ? undefined : { path, external: true }));
    }
    // The runner's own, which it serves itself.
    bundler.onResolve({ filter: /^\/__web/ }, ({ path }) => ({ path, external: true }));
  },
};

/** `import css from "….css?inline"` gives the text of a style sheet as the build makes it, with those that it imports. */
const inlineCss: Plugin = {
  name: "inline-css",
  setup(bundler) {
    bundler.onResolve({ filter: /\.css\?inline$/ }, ({ path, importer }) => ({
      path: resolve(dirname(importer), path.replace("?inline", "")),
      namespace: "inline-css",
    }));
    bundler.onLoad({ filter: /./, namespace: "inline-css" }, ({ path }) => ({
      contents: styleSheet(path),
      loader: "text",
    }));
  },
};

/** @param path of the file on disk */
export function styleSheet(path: string): string {
  return buildSync({ entryPoints: [path], bundle: true, write: false }).outputFiles[0]?.text ?? "";
}
