/**
 * `npm run build:overlay -- --authentik 2026.5.0`: the interface as files to put over the web assets of an authentik of that version, by the names
 * that its page template asks for.
 */
import { rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { build, type Plugin } from "vite";
import { compileWords } from "../words/compile.ts";
import { appChunk } from "./app-chunk.ts";
import { captchaFrame } from "./captcha-frame.ts";
import { localizeAlias } from "./localize-alias.ts";
import { plainImports } from "./plain-imports.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

const { values } = parseArgs({ options: { authentik: { type: "string" }, out: { type: "string" } } });
const { authentik: version = "", out = "dist/overlay" } = values;
if (!/^\d{4}\.\d+\.\d+(-[\w.]+)?$/.test(version)) {
  console.error("Say which authentik the files are for, such as: npm run build:overlay -- --authentik 2026.5.0");
  process.exit(1);
}

compileWords();
rmSync(`${root}${out}`, { recursive: true, force: true });
await build({
  root,
  configFile: false,
  logLevel: "warn",
  // Wherever authentik is mounted, files find each other.
  base: "./",
  publicDir: false,
  plugins: [plainImports(), captchaFrame({ document: "flow/captcha", script: "flow/captcha" }), nothingElse(version)],
  resolve: { alias: [localizeAlias] },
  build: {
    outDir: out,
    target: "es2022",
    cssTarget: ["chrome123", "firefox120", "safari17.5"],
    modulePreload: false,
    assetsInlineLimit: 0,
    cssCodeSplit: true,
    rolldownOptions: {
      checks: { bundlerTimings: false },
      input: { overlay: "src/client/overlay.ts" },
      output: {
        codeSplitting: { groups: [{ name: appChunk(), debugName: "app" }] },
        entryFileNames: `flow/FlowInterface-${version}.js`,
        chunkFileNames: "flow/interface/[hash].js",
        assetFileNames: ({ names }) =>
          names.some((name) => name.endsWith(".css")) ? `styles/flow-${version}.css` : "flow/interface/[hash][extname]",
      },
    },
  },
});

/** The template loads authentik's polyfills in every page; ours loads its own where a flow is in compatibility mode. */
function nothingElse(version: string): Plugin {
  return {
    name: "nothing-else",
    generateBundle() {
      const source = "// The flow interface loads the polyfills of compatibility mode itself.\nexport {};\n";
      this.emitFile({ type: "asset", fileName: `poly-${version}.js`, source });
    },
  };
}
