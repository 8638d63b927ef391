import { createServer } from "node:http";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { getRequestListener } from "@hono/node-server";
import { type Configuration, readConfiguration } from "./configuration.ts";
import { createApp, type FlowApp } from "./http/create-app.ts";
import { demoAccounts } from "./http/demo-accounts.ts";
import { demoFlows } from "./http/demo-flows.ts";
import { StartupError } from "./store/startup-error.ts";

/** Both `src/server` and `dist/server` lie two levels below the project. */
const clientDir = fileURLToPath(new URL("../../dist/client/", import.meta.url));

/** Beside this file, also when everything was bundled into it. */
const blueprintsDir = fileURLToPath(new URL("./blueprints/", import.meta.url));

async function start(): Promise<void> {
  const configuration = readConfiguration(process.env);
  const indexPath = join(clientDir, "index.html");
  if (!existsSync(indexPath))
    throw new StartupError("The interface has not been built yet: run `npm run build` first.");
  const index = await readFile(indexPath, "utf8");
  const { dataDir, demoPassword, trustProxy, frameAncestors } = configuration;
  const app = createApp({
    dataDir,
    blueprintsDir,
    demoPassword,
    trustProxy,
    frameAncestors,
    loadPage: async () => index,
    assetsDir: clientDir,
    onError: (error, id) => process.stderr.write(`${id} ${error instanceof Error ? error.stack : String(error)}\n`),
  });
  await listen(app, configuration);
}

/** Listens until SIGINT or SIGTERM; requests under way are finished first. */
async function listen(app: FlowApp, configuration: Configuration): Promise<void> {
  const { host, port } = configuration;
  const listener = getRequestListener((request, connection) => app.fetch(request, connection));
  const server = createServer((request, response) => void listener(request, response));
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => reject(new StartupError(listenProblem(error, host, port))));
    server.listen(port, host, resolve);
  });
  const address = server.address();
  printWelcome(app, configuration, typeof address === "object" && address ? address.port : port);
  const stop = (): void => {
    server.close(() => app.close());
    server.closeIdleConnections();
  };
  process.once("SIGINT", stop);
  process.once("SIGTERM", stop);
}

function listenProblem(error: NodeJS.ErrnoException, host: string, port: number): string {
  if (error.code === "EADDRINUSE")
    return `Port ${port} on ${host} is in use by another program; choose another with PORT.`;
  if (error.code === "EACCES")
    return `Port ${port} may not be used without more rights; choose one above 1023 with PORT.`;
  return `The server cannot listen on ${host}, port ${port}: ${error.message}.`;
}

function printWelcome(app: FlowApp, { host, demoPassword }: Configuration, port: number): void {
  const shownHost = host === "0.0.0.0" || host === "::" ? "localhost" : host.includes(":") ? `[${host}]` : host;
  const base = `http://${shownHost}:${port}`;
  const password =
    app.madeUpPassword ??
    (demoPassword ? "(as in DEMO_PASSWORD)" : "(as printed at the first start; DEMO_PASSWORD sets another)");
  const rows: [string, string][] = [
    ["Address", `${base}/`],
    ...demoAccounts.map((name): [string, string] => ["Account", `${name}  ${password}`]),
    ...demoFlows.map(({ path, shows }): [string, string] => [path, shows]),
  ];
  const width = Math.max(...rows.map(([label]) => label.length));
  process.stdout.write(rows.map(([label, text]) => `${label.padEnd(width)}  ${text}\n`).join(""));
}

try {
  await start();
} catch (error) {
  if (!(error instanceof StartupError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
