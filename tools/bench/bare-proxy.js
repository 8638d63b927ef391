// The least that stands between two servers, to tell what a process in between costs on this machine from what the gateway does in it.
import { Agent, createServer, request } from "node:http";

const agent = new Agent({ keepAlive: true });
const port = Number(process.argv[2]);
const server = createServer({ keepAliveTimeout: 75_000 }, (incoming, outgoing) => {
  const { method, url: path, headers } = incoming;
  const passed = request({ host: "127.0.0.1", port, method, path, headers, agent }, (response) => {
    outgoing.writeHead(response.statusCode ?? 502, response.headers);
    response.pipe(outgoing);
  });
  passed.on("error", () => outgoing.destroy());
  incoming.pipe(passed);
}).listen(0, "127.0.0.1", () => console.log(server.address().port));
