/** The server in a process of its own, to be killed: `node --import tsx server-process.ts DATA_DIR`. Prints its port. */
import { Demonstration } from "../../../../src/server/demo/demonstration.ts";
import { createApp } from "../../../../src/server/http/create-app.ts";
import { listen } from "../../../../src/server/http/listen.ts";
import { demoPassword, pageTemplate } from "./test-app.ts";

const app = createApp({
  dataDir: process.argv[2] ?? "",
  extension: new Demonstration(demoPassword),
  loadPage: async () => pageTemplate,
});
const { port } = await listen(app, "127.0.0.1", 0);
process.stdout.write(`${port}\n`);
