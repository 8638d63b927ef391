import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import type { TestContext } from "node:test";

/** A mail server that takes everything; what it got, line by line. */
export async function mailServer(t: TestContext): Promise<{ url: string; lines: () => string[] }> {
  let received = "";
  const server = createServer((socket) => {
    let isData = false;
    socket.write("220 test\r\n");
    socket.on("data", (chunk) => {
      received += chunk.toString();
      if (isData && !received.endsWith("\r\n.\r\n")) return;
      isData = received.endsWith("DATA\r\n");
      socket.write(isData ? "354 go on\r\n" : received.endsWith("QUIT\r\n") ? "221 bye\r\n" : "250 ok\r\n");
    });
    socket.on("error", () => undefined);
  }).listen(0, "127.0.0.1");
  t.after(() => server.close());
  await once(server, "listening");
  return {
    url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}/?from=id%40mail.example`,
    lines: () => received.split("\r\n"),
  };
}
