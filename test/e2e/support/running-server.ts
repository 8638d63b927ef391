import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { getRequestListener } from "@hono/node-server";
import { Demonstration } from "../../../src/server/demo/demonstration.ts";
import { seededFolder } from "../../unit/server/support/seeded-folder.ts";
import { sharedPython } from "../../unit/server/support/shared-python.ts";
import { type AppOptions, createApp, type FlowApp } from "../../../src/server/http/create-app.ts";

const client = fileURLToPath(new URL("../../../dist/client/", import.meta.url));

export const demoPassword = "correct horse battery";

/** The embedded executor with the built interface, on a port of its own, in a data folder of its own. Can be killed and started again. */
export class RunningServer {
  readonly #dataDir = mkdtempSync(join(tmpdir(), "flow-e2e-"));
  readonly errors: string[] = [];
  #app: FlowApp | undefined;
  #server: Server | undefined;
  #port = 0;
  #options: Partial<AppOptions> = {};

  static async start(): Promise<RunningServer> {
    const server = new RunningServer();
    await server.resume();
    return server;
  }

  get origin(): string {
    // Not an address: the security of a page's origin, and the virtual authenticator, want a name.
    return `http://localhost:${this.#port}`;
  }

  /** Everything the server keeps. */
  get store(): FlowApp["store"] {
    if (!this.#app) throw new Error("the server is not running");
    return this.#app.store;
  }

  /** The address of a flow's page. */
  flow(slug: string, query = ""): string {
    return `${this.origin}/if/flow/${slug}/${query && `?${query}`}`;
  }

  /** Starts again with other options, which may name the port. */
  async restart(options: Partial<AppOptions>): Promise<void> {
    await this.kill();
    this.#options = options;
    await this.resume();
  }

  /** Listens again, on the same port and with the same data. */
  async resume(): Promise<void> {
    if (readdirSync(this.#dataDir).length === 0)
      cpSync(seededFolder({ demoPassword }), this.#dataDir, { recursive: true });
    const page = readFileSync(join(client, "index.html"), "utf8");
    const app = createApp({
      dataDir: this.#dataDir,
      extension: new Demonstration(demoPassword),
      assetsDir: client,
      loadPage: () => Promise.resolve(page),
      pythonThreads: sharedPython,
      onError: (error) => this.errors.push(String(error)),
      ...this.#options,
    });
    const listener = getRequestListener((request, connection) => app.fetch(request, connection));
    const server = createServer((request, response) => void listener(request, response));
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject).listen(this.#port, "localhost", resolve);
    });
    this.#port = (server.address() as AddressInfo).port;
    this.#app = app;
    this.#server = server;
  }

  /** Waits for the mail that is on its way. */
  async mailSent(): Promise<void> {
    await this.#app?.mailQueue.idle();
  }

  /** Stops answering, at once and without a word to anybody. */
  async kill(): Promise<void> {
    const server = this.#server;
    if (!server) return;
    this.#server = undefined;
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    this.#app?.close();
  }

  async stop(): Promise<void> {
    await this.kill();
    rmSync(this.#dataDir, { recursive: true, force: true });
  }
}
