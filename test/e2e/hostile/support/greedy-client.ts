import { connect } from "node:net";

/** Sends a body without a length until the server has had enough. @returns MiB that it took */
export function pour(port: number, path: string, most: number): Promise<number> {
  return new Promise((resolve) => {
    const part = Buffer.alloc(1 << 20, 97);
    let sent = 0;
    const socket = connect(port, "127.0.0.1");
    const done = (): void => {
      socket.destroy();
      resolve(sent);
    };
    socket.on("error", done).on("close", done).on("data", done);
    const next = (): void => {
      if (socket.destroyed || sent >= most) return done();
      socket.write(`${part.length.toString(16)}\r\n`);
      socket.write(part);
      socket.write("\r\n", () => {
        sent++;
        setImmediate(next);
      });
    };
    socket.on("connect", () => {
      const head = ["Host: localhost", "Content-Type: application/json", "Transfer-Encoding: chunked"];
      socket.write(`POST ${path} HTTP/1.1\r\n${head.join("\r\n")}\r\n\r\n`);
      next();
    });
  });
}

export function openWebSocket(port: number): Promise<{ answer: string; close: () => void }> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    const close = (): void => void socket.destroy();
    socket.on("error", () => resolve({ answer: "", close }));
    socket.on("data", (bytes) => resolve({ answer: bytes.toString("latin1"), close }));
    const host = `localhost:${port}`;
    const head = [`Host: ${host}`, `Origin: http://${host}`, "X-Forwarded-For: 198.51.100.13", "Connection: Upgrade"];
    const rest = ["Upgrade: websocket", "Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="];
    socket.write(`GET /ws/client/ HTTP/1.1\r\n${[...head, ...rest].join("\r\n")}\r\n\r\n`);
  });
}
