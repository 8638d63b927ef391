import { createHash } from "node:crypto";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { build, type BuildOptions, type Plugin, transform } from "esbuild";
import { rollup } from "rollup";
import { clientPlugins } from "./client-plugins.ts";

interface ScriptOptions {
  readonly root: string;
  readonly shared: BuildOptions;
  /** The folder of the package. */
  readonly target: string;
}

/**
 * Makes `flow.min.js`, for pages without a build: the element with all that it needs for a first form in one file, and beside it, in `min/`, what
 * later steps need.
 *
 * @returns file → its hash, as `integrity` of a script or of an import map says it; and the modules in it
 */
export async function scriptFile({ root, shared, target }: ScriptOptions): Promise<{
  readonly integrity: Readonly<Record<string, string>>;
  readonly modules: readonly string[];
}> {
  const parts = `${target}parts/`;
  const bundled = await build({
    ...shared,
    sourcemap: false,
    entryPoints: { "flow.min": "src/package/script.ts" },
    outdir: parts,
    minify: true,
    splitting: true,
    legalComments: "none",
    metafile: true,
    plugins: [...clientPlugins, onePolicy(`${root}src/package/trusted-policy.ts`)],
  });
  // esbuild gives whatever two files share a file of its own; this brings together what is loaded at once.
  const whole = await rollup({
    input: { "flow.min": `${parts}flow.min.js` },
    preserveEntrySignatures: "allow-extension",
    treeshake: false,
  });
  const { output } = await whole.generate({
    format: "es",
    entryFileNames: "[name].js",
    chunkFileNames: "min/[hash].js",
    compact: true,
  });
  await whole.close();
  await rm(parts, { recursive: true });
  await mkdir(`${target}min`, { recursive: true });
  const integrity: Record<string, string> = {};
  for (const chunk of output) {
    if (chunk.type !== "chunk") continue;
    const { code } = await transform(chunk.code, { minify: true, format: "esm", target: "es2022" });
    await writeFile(target + chunk.fileName, code);
    integrity[chunk.fileName] = `sha384-${createHash("sha384").update(code).digest("base64")}`;
  }
  return { integrity, modules: Object.keys(bundled.metafile.inputs) };
}

/** Has the libraries share a Trusted Types policy of our name: that of Lit may be taken by a page that brings Lit along. */
function onePolicy(module: string): Plugin {
  return {
    name: "one-policy",
    setup(bundler) {
      bundler.onLoad({ filter: /\/(lit-html\/lit-html|dompurify\/dist\/purify\.es)\.m?js$/ }, async ({ path }) => {
        const text = await readFile(path, "utf8");
        const shared = text.replace(/\b\w+\.createPolicy\(/, "sharedPolicy(");
        if (shared === text) throw new Error(`${path} makes no policy any more`);
        return { contents: `import { sharedPolicy } from ${JSON.stringify(module)};\n${shared}`, loader: "js" };
      });
    },
  };
}
