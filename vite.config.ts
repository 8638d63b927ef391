import { defineConfig } from "vite";
import { appChunk } from "./tools/build/app-chunk.ts";
import { captchaFrame } from "./tools/build/captcha-frame.ts";
import { devServer } from "./tools/build/dev-server.ts";
import { inlineBoot } from "./tools/build/inline-boot.ts";
import { localizeAlias } from "./tools/build/localize-alias.ts";
import { plainImports } from "./tools/build/plain-imports.ts";
import { precompress } from "./tools/build/precompress.ts";
import { secondPass } from "./tools/build/second-pass.ts";
import { thirdPartyNotices } from "./tools/build/third-party-notices.ts";

export default defineConfig({
  plugins: [
    devServer(),
    plainImports(),
    secondPass(),
    inlineBoot(),
    captchaFrame(),
    thirdPartyNotices(),
    precompress(),
  ],
  resolve: {
    alias: [localizeAlias],
  },
  server: { port: Number(process.env["PORT"] ?? 9000), host: process.env["HOST"] ?? "127.0.0.1" },
  build: {
    outDir: "dist/client",
    assetsDir: "static/flow",
    manifest: true,
    target: "es2022",
    // Newer than the script's target, because lightningcss would otherwise rewrite `light-dark()`.
    cssTarget: ["chrome123", "firefox120", "safari17.5"],
    modulePreload: false,
    assetsInlineLimit: 0,
    rolldownOptions: {
      // How long plugins take is no warning.
      checks: { bundlerTimings: false },
      input: { index: "index.html", embed: "src/client/embed.ts", extras: "src/client/shell/page-extras.ts" },
      preserveEntrySignatures: "allow-extension",
      output: {
        codeSplitting: { groups: [{ name: appChunk(), debugName: "app" }] },
        // Short, because the app names every stage's file.
        chunkFileNames: "static/flow/[hash].js",
        entryFileNames: ({ name }) => (name === "embed" ? "static/embed/flow.js" : "static/flow/[hash].js"),
      },
    },
  },
});
