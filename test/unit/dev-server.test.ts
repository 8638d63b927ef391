import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { WebSocket } from "ws";
import { temporaryFolder } from "./server/support/temporary-folder.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

test("npm run dev is the same server: its settings, the demonstration's pages, and the WebSocket", async (t) => {
  const child = spawn(process.execPath, ["node_modules/vite/bin/vite.js", "--port", "0", "--clearScreen", "false"], {
    cwd: root,
    env: { ...process.env, NO_COLOR: "1", DATA_DIR: temporaryFolder(t), DEMO: "true", DEMO_PASSWORD: "correct horse" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  t.after(async () => {
    child.kill();
    await once(child, "exit");
  });
  // Read to the end: a program whose output nobody reads any more fails when it says something.
  let output = "";
  child.stdout.setEncoding("utf8").on("data", (part: string) => (output += part));
  const addressIn = (): string | undefined => /(http:\/\/127\.0\.0\.1:\d+)\//.exec(output)?.[1];
  while (addressIn() === undefined && child.exitCode === null)
    await Promise.race([once(child.stdout, "data"), once(child, "exit")]);
  const address = addressIn();
  assert.ok(address, output);

  assert.equal((await fetch(`${address}/demo/outbox/`)).status, 200);
  const page = await (await fetch(`${address}/if/flow/default-authentication-flow/`)).text();
  assert.match(page, /"websocket":true/);
  assert.match(page, /\/@vite\/client/);

  const socket = new WebSocket(`${address.replace("http", "ws")}/ws/client/`, { headers: { origin: address } });
  await once(socket, "open");
  socket.terminate();
});
