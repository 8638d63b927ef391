import type { Hono } from "hono";
import type { Metrics } from "./metrics.ts";
import type { GatewayEnv } from "./own-routes.ts";
import type { GatewaySettings } from "./settings.ts";
import type { Upstream } from "./upstream.ts";

export interface HealthOptions {
  readonly settings: GatewaySettings;
  readonly upstream: Upstream;
  /** Whether the gateway takes no new requests: a balancer is to send them elsewhere. */
  readonly isStopping: () => boolean;
  readonly metrics: Metrics | undefined;
}

/** Milliseconds that upstream has to say that it lives. */
const timeout = 2_000;

/** The addresses at which the gateway says how it is, in place of upstream's of the same name. */
export function healthPaths({ webPath, hasMetrics }: GatewaySettings): readonly string[] {
  const names = ["live", "ready"].flatMap((name) => [`-/health/${name}`, `-/health/${name}/`]);
  const paths = [...new Set(["/", webPath])].flatMap((base) => names.map((name) => base + name));
  return hasMetrics ? [...paths, `${webPath}-/gateway/metrics`] : paths;
}

/** Answers there. Alive is whoever answers; ready, when upstream lives. */
export function healthRoutes(app: Hono<GatewayEnv>, { settings, upstream, isStopping, metrics }: HealthOptions): void {
  for (const path of healthPaths(settings)) {
    app.get(path, async (c) => {
      if (path.endsWith("/metrics")) return metrics ? metrics.response() : c.notFound();
      const isWell = !path.includes("/ready") || (!isStopping() && (await lives(upstream, settings.webPath)));
      return c.text(isWell ? "ok\n" : "not ready\n", isWell ? 200 : 503, { "Cache-Control": "no-store" });
    });
  }
}

async function lives(upstream: Upstream, webPath: string): Promise<boolean> {
  try {
    const headers = { host: upstream.origin.host };
    const signal = AbortSignal.timeout(timeout);
    const answer = await upstream.send({ method: "GET", target: `${webPath}-/health/live/`, headers, until: signal });
    answer.resume();
    return answer.statusCode !== undefined && answer.statusCode < 300;
  } catch {
    return false; // Why, the log says with the first request that needs upstream.
  }
}
