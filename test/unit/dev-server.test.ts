import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { WebSocket } from "ws";
import { temporaryFolder } from "./server/support/temporary-folder.ts";

const settings = {
  DEMO: "true",
  DEMO_PASSWORD: "correct horse",
  FEDCM: "true",
  SECURITY_CONTACT: "mailto:a@id.example",
};
const root = fileURLToPath(new URL("../..", import.meta.url));

test("npm run dev is the same server: its settings, its addresses, and the WebSocket", async (t) => {
  const child = spawn(process.execPath, ["node_modules/vite/bin/vite.js", "--port", "0", "--clearScreen", "false"], {
    cwd: root,
    env: { ...process.env, NO_COLOR: "1", DATA_DIR: temporaryFolder(t), ...settings },
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

  for (const path of ["/demo/outbox/", "/.well-known/security.txt", "/fedcm/config.json"])
    assert.equal((await fetch(address + path)).status, 200, path);
  const page = await (await fetch(`${address}/if/flow/default-authentication-flow/`)).text();
  assert.match(page, /"websocket":true/);
  assert.match(page, /\/@vite\/client/);

  const socket = new WebSocket(`${address.replace("http", "ws")}/ws/client/`, { headers: { origin: address } });
  await once(socket, "open");
  socket.terminate();
});
