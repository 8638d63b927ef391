import { createServer, type Server } from "node:http";
import { type AddressInfo, Socket } from "node:net";
import { createProxyServer } from "httpxy";
import type { Brand, Challenge, ServerConfig } from "../../../../src/protocol/challenges.ts";
import { type BuiltServer, startBuiltServer } from "../../../../tools/built-server.ts";
import { flowPage } from "../../../replay/flow-page.ts";
import { ask } from "../../hostile/support/raw-client.ts";

/** The embedded executor with authentik's own page in front of its flows: an authentik to sign in at. */
export class StandIn {
  readonly password: string;
  /** Method and path of what was asked. */
  readonly asked: string[] = [];
  readonly #executor: BuiltServer;
  readonly #server: Server;

  private constructor(executor: BuiltServer) {
    this.#executor = executor;
    this.password = executor.password;
    const proxy = createProxyServer({ target: executor.origin });
    this.#server = createServer((request, response) => {
      const { method = "", url = "/", headers } = request;
      const path = url.replace(/\?.*/s, "");
      this.asked.push(`${method} ${path}`);
      // Authentik does not know it.
      Reflect.deleteProperty(headers, "prefer");
      const slug = /^\/if\/flow\/([\w-]+)\/$/.exec(path)?.[1];
      if (slug === undefined) {
        proxy.web(request, response).catch(() => response.destroy());
        return;
      }
      const show = async (): Promise<void> => {
        response.setHeader("Content-Type", "text/html; charset=utf-8");
        response.end(await page(executor.port, slug, headers.host ?? ""));
      };
      show().catch(() => response.destroy());
    });
    this.#server.on("upgrade", (request, socket, head) => {
      if (socket instanceof Socket) proxy.ws(request, socket, {}, head).catch(() => socket.destroy());
    });
  }

  static async start(): Promise<StandIn> {
    const standIn = new StandIn(await startBuiltServer());
    await new Promise<void>((resolve) => standIn.#server.listen(0, "127.0.0.1", resolve));
    return standIn;
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await this.#executor.stop();
  }
}

async function page(port: number, slug: string, host: string): Promise<string> {
  const read = async (path: string): Promise<unknown> => JSON.parse((await ask(port, path)).text) as unknown;
  const challenge = (await read(`/api/v3/flows/executor/${slug}/?query=`)) as Challenge;
  return flowPage({
    slug,
    flow: challenge.flow_info ?? { title: slug, layout: "stacked", cancel_url: "" },
    brand: (await read("/api/v3/core/brands/current/")) as Brand,
    config: (await read("/api/v3/root/config/")) as ServerConfig,
    origin: `http://${host}`,
    locale: "en",
    compatibility: slug.endsWith("-compat"),
  });
}
