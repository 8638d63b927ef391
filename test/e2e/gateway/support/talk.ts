import { connect } from "node:net";

/** Milliseconds until a connection that the server keeps open counts as a fault. */
const patience = 30_000;

/** Writes bytes to a connection of their own and reads until the server closes it. A connection that is reset is an answer too. */
export function talk(port: number, bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    // Unlike a half-closed connection this one is still there when the answer comes.
    const socket = connect(port, "127.0.0.1", () => socket.write(bytes, "latin1"));
    socket.setTimeout(patience, () => socket.destroy(new Error("the server keeps the connection open")));
    socket.on("data", (part) => parts.push(part));
    const done = (): void => resolve(Buffer.concat(parts).toString("latin1"));
    socket.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "ECONNRESET" || error.code === "EPIPE") done();
      else reject(error);
    });
    socket.on("close", done);
  });
}
