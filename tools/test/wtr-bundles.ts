import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type { TestRunnerPlugin } from "@web/test-runner";
import { build, type BuildOptions, buildSync, type Plugin } from "esbuild";

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
 * Serves the test files, each with everything that it imports, in chunks that they share: a page that asks for each module takes longer to
 * load than most files take to run, and to bundle the client for each of them longer still.
 *
 * @param files paths from the top of the repository
 */
export function bundles(files: readonly string[]): TestRunnerPlugin {
  let bundled: Promise<ReadonlyMap<string, string>> | undefined;
  return {
    name: "bundles",
    async serve({ path }) {
      bundled ??= bundle(files);
      const body = (await bundled).get(path);
      if (body !== undefined) return { body, type: path.endsWith(".map") ? "json" : "js" };
      return path.endsWith(".ts") ? { body: await lone(path), type: "js" } : undefined;
    },
  };
}

/** @returns what is served, by its address */
async function bundle(files: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const { outputFiles } = await build({
    ...options,
    entryPoints: files.map((file) => join(root, file)),
    outdir: root,
    outbase: root,
    // A test file is asked for by its own name.
    outExtension: { ".js": ".ts" },
    allowOverwrite: true,
    splitting: true,
    chunkNames: "chunks/[hash]",
    sourcemap: "linked",
  });
  return new Map(outputFiles.map(({ path, text }) => [`/${relative(root, path).replaceAll("\\", "/")}`, text]));
}

/** A module that stays a file of its own. @param path from the top of the repository, as a browser asks for it */
async function lone(path: string): Promise<string> {
  const { outputFiles } = await build({ ...options, entryPoints: [join(root, path)], sourcemap: "inline" });
  return outputFiles[0]?.text ?? "";
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

const options = {
  plugins: [modulesApart, inlineCss],
  bundle: true,
  write: false,
  format: "esm",
  target: "es2022",
  conditions: ["development", "browser"],
  tsconfig: join(root, ".config/tsconfig.base.json"),
  logLevel: "warning",
} satisfies BuildOptions;

/** @param path of the file on disk */
export function styleSheet(path: string): string {
  return buildSync({ entryPoints: [path], bundle: true, write: false }).outputFiles[0]?.text ?? "";
}
