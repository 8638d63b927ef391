/**
 * `npm run build:package`: what developers install, in `dist/package`: modules with their types, the styles, and one script for pages without a
 * build. Beside the server it puts what the test kit and the command line run, `dist/server/testing.js` and `dist/server/cli.js`.
 */
import { cp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build, type BuildOptions } from "esbuild";
import { compileWords } from "../words/compile.ts";
import { bundledStyles, clientPlugins } from "./client-plugins.ts";
import { defaultTheme } from "./default-theme.ts";
import { packageManifest } from "./package-manifest.ts";
import { packageTypes } from "./package-types.ts";
import { scriptFile } from "./package-script.ts";
import { noticesFile, noticesOf } from "./third-party-notices.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const target = `${root}dist/package/`;

/** Entries of the package for browsers, by the names of their files. */
const entries = {
  define: "src/package/define.ts",
  frame: "src/package/frame.ts",
  react: "src/package/react.ts",
  register: "src/package/register.ts",
  session: "src/package/session.ts",
  stage: "src/package/stage.ts",
  theme: "src/package/theme.ts",
  "testing-browser": "test/kit/testing-browser.ts",
  vue: "src/package/vue.ts",
};

const definitions = {
  define: { "customElements.define": "defineElement" },
  inject: [`${root}src/package/define-element.ts`],
};

compileWords();
await rm(target, { recursive: true, force: true });
await mkdir(target, { recursive: true });

const shared: BuildOptions = {
  absWorkingDir: root,
  bundle: true,
  format: "esm",
  target: "es2022",
  sourcemap: true,
  logLevel: "warning",
};

const own = await build({
  ...shared,
  ...definitions,
  metafile: true,
  entryPoints: entries,
  outdir: target,
  splitting: true,
  chunkNames: "chunks/[name]-[hash]",
  // The page's own copies: two of Lit would be twice as much, and one of React would be none.
  external: ["lit", "lit/*", "react", "dompurify", "uqr", "@zxcvbn-ts/*"],
  plugins: [...clientPlugins],
  legalComments: "none",
});
await build({
  ...shared,
  entryPoints: { testing: "test/kit/testing.ts", cli: "src/server/package-command.ts" },
  outdir: `${root}dist/server`,
  splitting: false,
  platform: "node",
  target: "node20",
  packages: "external",
  sourcemap: false,
});
const { integrity, modules } = await scriptFile({ root, shared: { ...shared, ...definitions }, target });
await cp(`${root}src/package/themes`, `${target}themes`, { recursive: true });
const tokens = await readFile(`${root}src/client/ui/styles/tokens.css`, "utf8");
await writeFile(`${target}themes/default.css`, defaultTheme(tokens));
await writeFile(`${target}styles.css`, await bundledStyles(`${root}src/client/ui/styles/flow.css`));
await packageTypes(root, target);
await writeFile(`${target}custom-elements.json`, await packageManifest(root));
await writeFile(`${target}integrity.json`, `${JSON.stringify(integrity, undefined, 2)}\n`);
const notices = noticesOf([...modules, ...Object.keys(own.metafile.inputs)].map((path) => join(root, path)));
await writeFile(`${target}${noticesFile}`, notices);
