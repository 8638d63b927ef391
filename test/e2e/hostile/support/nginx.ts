import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "../../../../tools/free-port.ts";

/** A real nginx in front of a server. */
export interface Nginx {
  readonly port: number;
  stop(): Promise<void>;
}

const candidates = ["nginx", "/usr/sbin/nginx"];

/** The program, where it is installed. */
export function findNginx(): string | undefined {
  return candidates.find((name) => spawnSync(name, ["-v"]).status === 0);
}

/**
 * Starts nginx on a free port, passing everything on.
 *
 * @param headers directives such as `proxy_set_header Host $host;`, as people have them in their configurations
 */
export async function startNginx(program: string, upstream: number, headers: string): Promise<Nginx> {
  const folder = mkdtempSync(join(tmpdir(), "flow-nginx-"));
  mkdirSync(join(folder, "temp"));
  const port = await freePort();
  const temp = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map(
    (name) => `${name}_temp_path ${folder}/temp/${name};`,
  );
  writeFileSync(
    join(folder, "nginx.conf"),
    `daemon off; master_process off; worker_processes 1; pid ${folder}/pid; error_log ${folder}/error.log;
     events { worker_connections 512; }
     http { access_log off; ${temp.join(" ")}
       server { listen 127.0.0.1:${port}; server_name _; client_max_body_size 0;
         location / { proxy_pass http://127.0.0.1:${upstream}; ${headers} } } }`,
  );
  const child = spawn(program, ["-p", folder, "-c", join(folder, "nginx.conf")], { stdio: "ignore" });
  await untilListening(port);
  return {
    port,
    async stop() {
      if (child.exitCode === null && child.kill()) await once(child, "exit");
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Waits until somebody listens on a port. */
export async function untilListening(port: number): Promise<void> {
  const limit = Date.now() + 10_000;
  for (;;) {
    const isThere = await new Promise<boolean>((resolve) => {
      const socket = connect(port, "127.0.0.1", () => {
        socket.destroy();
        resolve(true);
      }).on("error", () => resolve(false));
    });
    if (isThere) return;
    if (Date.now() > limit) throw new Error("Nobody listens.");
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
