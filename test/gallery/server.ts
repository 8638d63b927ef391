import { fileURLToPath } from "node:url";
import { createServer } from "vite";
import { captchaFrame } from "../../tools/build/captcha-frame.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** The gallery while it is served. */
export interface Gallery {
  readonly url: string;
  close(): Promise<void>;
}

/** Serves the gallery from the sources, on a free port of this machine. */
export async function serveGallery(): Promise<Gallery> {
  const server = await createServer({
    configFile: false,
    root,
    appType: "mpa",
    cacheDir: `${root}.cache/gallery`,
    logLevel: "warn",
    plugins: [captchaFrame()],
    // Found now rather than one by one, because each find would reload the page.
    optimizeDeps: { entries: ["test/gallery/*.html", "src/client/**/*.ts"] },
    server: { host: "127.0.0.1", port: 5180, hmr: { overlay: false } },
  });
  await server.listen();
  const [address = ""] = server.resolvedUrls?.local ?? [];
  return { url: `${address}test/gallery/index.html`, close: () => server.close() };
}
