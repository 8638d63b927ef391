import type { Plugin } from "vite";

/**
 * Puts the page's stylesheet into the page itself, and announces the app's chunk there: the form is then painted with the first response,
 * and script needs one round trip instead of two.
 */
export function inlineStyles(): Plugin {
  return {
    name: "inline-styles",
    apply: "build",
    enforce: "post",
    generateBundle(_, bundle) {
      const page = bundle["index.html"];
      if (page?.type !== "asset") return this.error("the build has no index.html");
      const entry = Object.values(bundle).find((file) => file.type === "chunk" && file.isEntry);
      const app = Object.values(bundle).find((file) => file.type === "chunk" && file.name === "flow-executor");
      if (entry?.type !== "chunk" || app?.type !== "chunk") return this.error("the build lacks the entry or the app");
      let html = String(page.source);
      html = html.replace(/<link rel="stylesheet"[^>]*href="\/?([^"]+)"[^>]*>/, (_tag, file: string) => {
        const css = bundle[file];
        if (css?.type !== "asset") return this.error(`the build has no ${file}`);
        return `<style>${String(css.source).trim()}</style>`;
      });
      page.source = html.replace("</head>", `<link rel="modulepreload" href="/${app.fileName}" /></head>`);
    },
  };
}
