import { readFile, stat } from "node:fs/promises";
import { join, resolve, sep } from "node:path";
import type { Context, Env, Hono } from "hono";
import { getMimeType } from "hono/utils/mime";
import { captchaFramePath } from "../page/captcha-frame-policy.ts";
import { acceptedEncoding } from "./compress-response.ts";

const suffix = { br: ".br", gzip: ".gz" } as const;

/**
 * Serves the files of the build, precompressed where the build has done so. Names below `/static/flow/` carry a hash of their content and
 * never change.
 *
 * @param folder such as `dist/client`
 */
export function assetsRoute<E extends Env>(app: Hono<E>, folder: string): void {
  app.on(["GET", "HEAD"], "*", async (c, next) => {
    const path = filePath(folder, c.req.path);
    const file = path && (await findFile(path, acceptedEncoding(c.req.header("accept-encoding"))));
    if (!path || !file) return next();
    const isHashed = c.req.path.startsWith("/static/flow/");
    c.header("Content-Type", getMimeType(path) ?? "application/octet-stream");
    c.header("Cache-Control", isHashed ? "public, max-age=31536000, immutable" : "public, max-age=3600");
    c.header("Vary", "Accept-Encoding");
    if (file.encoding) c.header("Content-Encoding", file.encoding);
    return answer(c, await readFile(file.path));
  });
}

function answer(c: Context, content: Buffer): Response {
  return c.body(new Uint8Array(content));
}

/** The file a URL path names; none for pages, hidden files and whatever leads out of the folder. */
function filePath(folder: string, urlPath: string): string | undefined {
  let decoded: string;
  try {
    decoded = decodeURIComponent(urlPath);
  } catch {
    return undefined;
  }
  if (/\0|(^|[/\\])\.|\.(br|gz)$/.test(decoded) || decoded.endsWith("/")) return undefined;
  if (decoded.endsWith(".html") && decoded !== captchaFramePath) return undefined;
  const root = resolve(folder);
  const path = join(root, decoded);
  return path.startsWith(root + sep) ? path : undefined;
}

async function findFile(
  path: string,
  encoding: "br" | "gzip" | undefined,
): Promise<{ path: string; encoding: "br" | "gzip" | undefined } | undefined> {
  if (encoding && (await isFile(path + suffix[encoding]))) return { path: path + suffix[encoding], encoding };
  return (await isFile(path)) ? { path, encoding: undefined } : undefined;
}

async function isFile(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isFile();
  } catch {
    // Missing, or not ours to read: the same to whoever asks.
    return false;
  }
}
