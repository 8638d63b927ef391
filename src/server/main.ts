import { fileURLToPath } from "node:url";
import { builtInterface } from "../edge/built-interface.ts";
import { StartupError } from "../edge/startup-error.ts";
import { appOptions } from "./app-options.ts";
import { type Configuration, readConfiguration } from "./configuration.ts";
import { createApp, type FlowApp } from "./http/create-app.ts";
import { demoAccounts } from "./demo/demo-accounts.ts";
import { existingFlows } from "./demo/existing-flows.ts";
import type { Demonstration } from "./demo/demonstration.ts";
import type { LinkGroup } from "./http/link-group.ts";
import { listen } from "./http/listen.ts";

/** Both `src/server` and `dist/server` lie two levels below the project. */
const clientDir = fileURLToPath(new URL("../../dist/client/", import.meta.url));
/** Beside this file, also when everything was bundled into it. */
const blueprintsDir = fileURLToPath(new URL("./blueprints/", import.meta.url));

async function start(): Promise<void> {
  const configuration = readConfiguration(process.env);
  const { host, port } = configuration;
  const { page, folder, compatibilityChunks } = builtInterface(clientDir);
  const { options, demonstration } = appOptions(configuration);
  const app = createApp({
    ...options,
    blueprintsDir,
    loadPage: async () => page,
    assetsDir: folder,
    compatibilityChunks,
    log: (level, text) => process.stderr.write(`${level} ${text}\n`),
    onError: (error, id) => process.stderr.write(`${id} ${error instanceof Error ? error.stack : String(error)}\n`),
  });
  const server = await listen(app, host, port);
  printWelcome(app, demonstration, configuration, server.port);
  app.warmUp();
  const stop = (): void => void server.close();
  process.once("SIGINT", stop);
  process.once("SIGTERM", stop);
}

function printWelcome(
  app: FlowApp,
  demonstration: Demonstration | undefined,
  { host, demoPassword, publicOrigins, dataDir }: Configuration,
  port: number,
): void {
  const shownHost = host === "0.0.0.0" || host === "::" ? "localhost" : host.includes(":") ? `[${host}]` : host;
  const fallback = demoPassword
    ? "(as in DEMO_PASSWORD)"
    : "(as printed at the first start; DEMO_PASSWORD sets another)";
  const rows: [string, string][] = [
    ["Address", `http://${shownHost}:${port}/`],
    ...publicOrigins.map((origin): [string, string] => ["Public", `${origin}/`]),
    [
      "Data",
      `${dataDir}${demonstration ? ", with the accounts and flows of the demonstration" : ", without the demonstration (DEMO=true brings it)"}`,
    ],
    ...(app.setUpPath === undefined
      ? []
      : [["Set-up", setUpHint(publicOrigins[0] ?? `http://${shownHost}:${port}`, app.setUpPath)] as [string, string]]),
    ...(demonstration ? demoRows(existingFlows(app.store), demonstration.madeUpPassword ?? fallback) : []),
  ];
  const width = Math.max(...rows.map(([label, text]) => (text ? label.length : 0)));
  process.stdout.write(rows.map(([label, text]) => `${label.padEnd(width)}  ${text}`.trimEnd() + "\n").join(""));
}

/** The link opens the administrator's account: it is printed for whoever started the server, and works once. */
function setUpHint(origin: string, path: string): string {
  return `${origin}${path}  (choose the administrator's password there; valid for a day)`;
}

function demoRows(groups: readonly LinkGroup[], password: string): [string, string][] {
  return [
    ...demoAccounts.map((name): [string, string] => ["Account", `${name}  ${password}`]),
    ...groups.flatMap(({ title, links }): [string, string][] => [
      ["", ""],
      [title, ""],
      ...links.map(({ path, shows }): [string, string] => [`  ${path}`, shows]),
    ]),
  ];
}

try {
  await start();
} catch (error) {
  if (!(error instanceof StartupError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
