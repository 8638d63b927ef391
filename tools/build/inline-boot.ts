import { createHash } from "node:crypto";
import { fileURLToPath } from "node:url";
import { build, transformSync, type Plugin as EsbuildPlugin } from "esbuild";
import type { Plugin } from "vite";
import { passAgain } from "./second-pass.ts";
import { staticFiles } from "./static-files.ts";

const client = fileURLToPath(new URL("../../src/client/", import.meta.url));
/** The tag in `index.html` that starts the page during development. */
const devTag = '<script type="module" src="/src/client/main.ts"></script>';

/**
 * Makes the page light: the stylesheet and the boot script (`main.ts`) go into the page itself, so that the form is painted with the
 * first response, and the app is the only file that has to be fetched for it. The polyfill of compatibility mode is a file of its own.
 * Pages of somebody else's get the element and the stylesheet under names that stay (`static/embed/`).
 */
export function inlineBoot(): Plugin {
  return {
    name: "inline-boot",
    apply: "build",
    enforce: "post",
    transformIndexHtml: {
      order: "pre",
      handler(html) {
        if (!html.includes(devTag)) throw new Error(`index.html lacks ${devTag}`);
        const page = html.replace(devTag, '<script type="module" src="/src/client/shell/flow-executor.ts"></script>');
        return page.replace(/(?<=<script>)[^]*?(?=<\/script>)/, (script) =>
          transformSync(script, { minify: true, target: "es2017" }).code.trim(),
        );
      },
    },
    async generateBundle(_, bundle) {
      const page = bundle["index.html"];
      const app = Object.values(bundle).find(
        (file) => file.type === "chunk" && file.moduleIds.some((id) => id.endsWith("/shell/flow-executor.ts")),
      );
      const extras = Object.values(bundle).find((file) => file.type === "chunk" && file.name === "extras");
      if (page?.type !== "asset" || app?.type !== "chunk" || !extras)
        return this.error("the build lacks the page, the app or the extras");
      for (const file of Object.values(bundle)) {
        // The boot script takes its place.
        if (file.type === "chunk" && file.isEntry && file.name === "index")
          Reflect.deleteProperty(bundle, file.fileName);
      }
      const polyfill = await bundled("platform/compatibility.ts", {});
      const polyfillFile = `static/flow/compatibility-${createHash("sha256").update(polyfill).digest("base64url").slice(0, 8)}.js`;
      this.emitFile({ type: "asset", fileName: polyfillFile, source: polyfill });
      const addresses = {
        "./flow-executor.ts": `/${app.fileName}`,
        "./page-extras.ts": `/${extras.fileName}`,
        "../platform/compatibility.ts": `/${polyfillFile}`,
      };
      const html = String(page.source)
        .replace(/<script type="module"[^>]*><\/script>/, "")
        .replace(/<link rel="stylesheet"[^>]*href="\/?([^"]+)"[^>]*>/, (_tag, file: string) => {
          const css = bundle[file];
          if (css?.type !== "asset") return this.error(`the build has no ${file}`);
          Reflect.deleteProperty(bundle, file);
          this.emitFile({ type: "asset", fileName: "static/embed/flow.css", source: css.source });
          return `<style>${String(css.source).trim()}</style>`;
        })
        .replace("</head>", () => `<link rel="modulepreload" href="/${app.fileName}"></head>`)
        .replace(/>\s+</g, "><")
        .replace(/<(?:meta|link)\b[^>]*>/g, (tag) => tag.replace(/\s+/g, " ").replace(/ ?\/?>$/, ">"));
      const withBoot = (boot: string): string =>
        html.replace("</body>", () => `<script type="module">${boot}</script></body>`);
      page.source = withBoot(await bundled("main.ts", addresses));
      for (const [fileName, source] of staticFiles(withBoot(await bundled("static.ts", addresses)))) {
        this.emitFile({ type: "asset", fileName, source });
      }
    },
  };
}

/** One file of the client with all that it imports; what it imports on demand is found at the given addresses. */
async function bundled(file: string, addresses: Readonly<Record<string, string>>): Promise<string> {
  const onDemand: EsbuildPlugin = {
    name: "on-demand",
    setup(bundler) {
      bundler.onResolve({ filter: /^\./ }, ({ path, kind }) =>
        kind === "dynamic-import" && addresses[path] ? { path: addresses[path], external: true } : undefined,
      );
    },
  };
  const result = await build({
    entryPoints: [client + file],
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2022",
    legalComments: "none",
    write: false,
    plugins: [onDemand],
  });
  return passAgain(result.outputFiles[0]?.text ?? "");
}
