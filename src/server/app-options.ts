import { isLoopbackHost } from "../edge/host-url.ts";
import type { Configuration } from "./configuration.ts";
import { Demonstration } from "./demo/demonstration.ts";
import type { AppOptions } from "./http/create-app.ts";

/** The settings as the app takes them, and the demonstration where it is asked for; the same however the server is started. */
export function appOptions({ host, port: _port, demo, demoPassword, ...settings }: Configuration): {
  readonly options: Omit<AppOptions, "loadPage" | "log" | "onError">;
  readonly demonstration: Demonstration | undefined;
} {
  const demonstration = demo ? new Demonstration(demoPassword) : undefined;
  return {
    demonstration,
    options: {
      ...settings,
      extension: demonstration,
      // Whoever sees the outbox can reset passwords.
      showOutbox: demo && isLoopbackHost(host),
      websocket: true,
    },
  };
}
