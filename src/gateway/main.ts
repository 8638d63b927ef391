import { fileURLToPath } from "node:url";
import { builtInterface } from "../edge/built-interface.ts";
import { StartupError } from "../edge/startup-error.ts";
import { startGateway } from "./gateway.ts";
import { jsonLog } from "./log.ts";
import { readGatewaySettings } from "./settings.ts";

/** Both `src/gateway` and `dist/server` lie two levels below the project. */
const clientDir = fileURLToPath(new URL("../../dist/client/", import.meta.url));

async function start(): Promise<void> {
  const settings = readGatewaySettings(process.env);
  const gateway = await startGateway(
    settings,
    builtInterface(clientDir),
    jsonLog((text) => process.stderr.write(text)),
  );
  const { host, tls, upstream, webPath } = settings;
  const shownHost = host === "0.0.0.0" || host === "::" ? "localhost" : host.includes(":") ? `[${host}]` : host;
  process.stdout.write(`Address   ${tls ? "https" : "http"}://${shownHost}:${gateway.port}${webPath}\n`);
  process.stdout.write(`Upstream  ${upstream.origin}\n`);
  const stop = (): void => void gateway.close();
  process.once("SIGINT", stop);
  process.once("SIGTERM", stop);
}

try {
  await start();
} catch (error) {
  if (!(error instanceof StartupError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
