import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import type { TestContext } from "node:test";

/** What is said to what; to all else: it is well. */
const answers: Readonly<Record<string, string>> = {
  EHLO: "250-test\r\n250 AUTH PLAIN",
  AUTH: "235 welcome",
  DATA: "354 go on",
  QUIT: "221 bye",
};

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
      socket.write(`${answers[/(\w+)[^\n]*\n$/.exec(received)?.[1] ?? ""] ?? "250 ok"}\r\n`);
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
