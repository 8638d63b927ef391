import { readFile } from "node:fs/promises";
import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { fileURLToPath } from "node:url";
import { getRequestListener } from "@hono/node-server";
import type { Plugin } from "vite";

const index = fileURLToPath(new URL("../../index.html", import.meta.url));
/** What the embedded executor answers; everything else is Vite's. */
const ours = /^\/(if|api|flows|source|ws|demo|fedcm|\.well-known)\/|^\/(\?|$)/;

/** Mounts the embedded executor in Vite's server, for `npm run dev`: the same server with the same settings, and hot reload. */
export function devServer(): Plugin {
  return {
    name: "dev-server",
    apply: "serve",
    async configureServer(vite) {
      // Only here, so that a build does not open a database.
      const { createApp } = await import("../../src/server/http/create-app.ts");
      const { appOptions } = await import("../../src/server/app-options.ts");
      const { readConfiguration } = await import("../../src/server/configuration.ts");
      const { options, demonstration } = appOptions(readConfiguration(process.env));
      const app = createApp({
        ...options,
        galleryPath: "/test/gallery/index.html",
        // Vite's client talks to its server by a socket, and shows errors in an overlay.
        extraCsp: { "connect-src": ["ws:"], "trusted-types": ["*"] },
        loadPage: async (url) => vite.transformIndexHtml(url, await readFile(index, "utf8")),
        log: (level, text) => vite.config.logger.info(`${level} ${text}`),
        onError: (error) => vite.config.logger.error(String(error)),
      });
      const listener = getRequestListener((request, connection) => app.fetch(request, connection));
      vite.middlewares.use((request, response, next) => {
        if (ours.test(request.url ?? "")) void listener(request, response);
        else next();
      });
      // Vite answers those of its own client, which name a protocol of theirs.
      vite.httpServer?.on("upgrade", (request: IncomingMessage, socket: Duplex, head: Buffer) => {
        if (ours.test(request.url ?? "")) void app.upgrade(request, socket, head);
      });
      vite.httpServer?.once("close", () => app.close());
      const password = demonstration?.madeUpPassword;
      if (password) vite.config.logger.info(`Demo accounts: user and admin, password ${password}`);
    },
  };
}
