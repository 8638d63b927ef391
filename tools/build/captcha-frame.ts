import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { posix } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import type { Connect, Plugin } from "vite";

const source = fileURLToPath(new URL("../../src/captcha-frame/", import.meta.url));
const folder = "static/captcha";
/** Where its script is kept, beside the other scripts. */
const scripts = "static/flow";

/**
 * Makes the document that captchas run in, `frame.html`, and its script.
 *
 * @param places the folders of the two, from the root of what is built
 */
export function captchaFrame(places = { document: folder, script: scripts }): Plugin {
  return {
    name: "captcha-frame",
    configureServer(vite) {
      vite.middlewares.use((request, response, next) => void serve(request.url ?? "", response, next));
    },
    async generateBundle() {
      const script = await bundle(true);
      const name = `captcha-${createHash("sha256").update(script).digest("base64url").slice(0, 8)}.js`;
      const address = posix.join(posix.relative(places.document, places.script), name);
      const html = (await page()).replace("frame.js", address).replace(/>\s+</g, "><");
      this.emitFile({ type: "asset", fileName: `${places.script}/${name}`, source: script });
      this.emitFile({ type: "asset", fileName: `${places.document}/frame.html`, source: html });
    },
  };
}

/**
 * A file of the document as it is during development, freshly made.
 *
 * @param path such as `/static/captcha/frame.js`
 */
export async function captchaFrameFile(path: string): Promise<{ type: string; body: string } | undefined> {
  if (path === `/${folder}/frame.html`) return { type: "text/html", body: await page() };
  return path === `/${folder}/frame.js` ? { type: "text/javascript", body: await bundle(false) } : undefined;
}

async function serve(
  url: string,
  response: Parameters<Connect.SimpleHandleFunction>[1],
  next: () => void,
): Promise<void> {
  const file = await captchaFrameFile(url.split("?")[0] ?? "");
  if (!file) return next();
  response.setHeader("Content-Type", file.type);
  response.end(file.body);
}

function page(): Promise<string> {
  return readFile(`${source}frame.html`, "utf8");
}

/** A classic script: modules would need the consent of our server, because the document's origin may be nobody's. */
async function bundle(minify: boolean): Promise<string> {
  const result = await build({
    entryPoints: [`${source}main.ts`],
    bundle: true,
    minify,
    format: "iife",
    target: "es2022",
    legalComments: "none",
    write: false,
  });
  return result.outputFiles[0]?.text.trim() ?? "";
}
