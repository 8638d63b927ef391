import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { freePort } from "../../../tools/free-port.ts";
import { untilListening } from "../hostile/support/nginx.ts";

/** A web server with the configuration that is in `examples/`. */
export interface WebServer {
  readonly origin: string;
  stop(): Promise<void>;
}

const root = fileURLToPath(new URL("../../..", import.meta.url));

/** The program of that name, where it is installed. */
export function findWebServer(name: "nginx" | "caddy"): string | undefined {
  const version = name === "nginx" ? "-v" : "version";
  return [name, `/usr/sbin/${name}`, `/usr/bin/${name}`].find((path) => spawnSync(path, [version]).status === 0);
}

/** Starts one in front of an authentik. @param upstream its address, such as `http://127.0.0.1:9000` */
export async function startWebServer(name: "nginx" | "caddy", program: string, upstream: string): Promise<WebServer> {
  const folder = mkdtempSync(join(tmpdir(), `flow-${name}-`));
  const port = await freePort();
  const example = readFileSync(join(root, "examples/static", name === "nginx" ? "nginx.conf" : "Caddyfile"), "utf8")
    .replaceAll("/srv/flow-interface/", root)
    .replaceAll("127.0.0.1:9000", new URL(upstream).host)
    .replace("listen 8080", `listen 127.0.0.1:${port}`)
    .replace(":8080 {", `http://127.0.0.1:${port} {`);
  const file = join(folder, "configuration");
  writeFileSync(file, name === "nginx" ? nginx(folder, example) : `{\n\tadmin off\n\tauto_https off\n}\n${example}`);
  const args = name === "nginx" ? ["-p", folder, "-c", file] : ["run", "--config", file, "--adapter", "caddyfile"];
  const env = { ...process.env, HOME: folder, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder };
  const child = spawn(program, args, { stdio: ["ignore", "ignore", "pipe"], env });
  let said = "";
  child.stderr.on("data", (part: Buffer) => (said += String(part)));
  try {
    await untilListening(port);
  } catch (cause) {
    child.kill();
    throw new Error(said, { cause });
  }
  return {
    origin: `http://127.0.0.1:${port}`,
    async stop() {
      if (child.exitCode === null && child.kill()) await once(child, "exit");
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function nginx(folder: string, example: string): string {
  mkdirSync(join(folder, "temp"));
  const temp = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map(
    (name) => `${name}_temp_path ${folder}/temp/${name};`,
  );
  const types = "types { text/html html; text/css css; text/javascript js; image/svg+xml svg; }";
  return `daemon off; master_process off; worker_processes 1; pid ${folder}/pid; error_log stderr;
    events { worker_connections 512; }
    http { access_log off; ${types} ${temp.join(" ")} ${example} }`;
}
