import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";

/** How long a line is, and how much goes through it. */
export interface Line {
  /** Milliseconds there and back. */
  readonly latencyMs: number;
  /** In each direction; without, as much as there is. */
  readonly megabitPerSecond?: number;
}

export interface Relay {
  /** On 127.0.0.1. */
  readonly port: number;
  close(): void;
}

/**
 * A line to a server: whatever is sent arrives half of the latency later, and takes the time that its bytes need. A browser's own emulation
 * delays a redirected request once rather than for each of its legs, and so hides what redirects cost.
 *
 * @param port of the server, on 127.0.0.1
 */
export async function startRelay(port: number, line: Line): Promise<Relay> {
  const sockets = new Set<Socket>();
  const [up, down] = [channel(line), channel(line)];
  const server = createServer({ noDelay: true }, (near) => {
    const far = connect({ port, host: "127.0.0.1", noDelay: true });
    for (const [from, to, send] of [
      [near, far, up],
      [far, near, down],
    ] as const) {
      sockets.add(from);
      from.on("data", (data) => send(data.length, () => to.write(data)));
      from.on("end", () => send(0, () => to.end()));
      from.on("error", () => to.destroy());
      from.on("close", () => sockets.delete(from));
    }
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    port: (server.address() as AddressInfo).port,
    close() {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

/** One direction of the line, which all connections share. Things arrive in order. */
function channel({ latencyMs, megabitPerSecond = Infinity }: Line): (bytes: number, arrive: () => void) => void {
  const bytesPerMs = (megabitPerSecond * 1_000_000) / 8 / 1000;
  let free = 0;
  return (bytes, arrive) => {
    free = Math.max(free, performance.now()) + bytes / bytesPerMs;
    setTimeout(arrive, free + latencyMs / 2 - performance.now());
  };
}
