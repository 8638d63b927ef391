import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from "prom-client";
import type { TroubleKind } from "./upstream-trouble.ts";

/** Figures of the gateway, for Prometheus. Labels are a few words each: no address, no flow and nobody's name becomes one. */
export class Metrics {
  readonly #registry = new Registry();
  readonly #requests = new Histogram({
    name: "gateway_request_duration_seconds",
    help: "Time from a request to the end of its answer.",
    labelNames: ["kind", "status"],
    buckets: [0.005, 0.02, 0.05, 0.1, 0.2, 0.4, 0.8, 2, 5, 20],
    registers: [this.#registry],
  });
  readonly #troubles = new Counter({
    name: "gateway_upstream_troubles_total",
    help: "Requests that upstream did not answer, by what was wrong.",
    labelNames: ["kind"],
    registers: [this.#registry],
  });

  /** @param webSockets how many are open now */
  constructor(webSockets: () => number) {
    collectDefaultMetrics({ register: this.#registry });
    new Gauge({
      name: "gateway_websockets",
      help: "WebSockets that are open.",
      registers: [this.#registry],
      collect() {
        this.set(webSockets());
      },
    });
  }

  /** @param kind what was asked for: a page, a step, a file of ours, or anything of upstream */
  countRequest(kind: string, status: number, seconds: number): void {
    this.#requests.observe({ kind, status: `${Math.floor(status / 100)}xx` }, seconds);
  }

  countTrouble(kind: TroubleKind): void {
    this.#troubles.inc({ kind });
  }

  async response(): Promise<Response> {
    const headers = { "Content-Type": this.#registry.contentType, "Cache-Control": "no-store" };
    return new Response(await this.#registry.metrics(), { headers });
  }
}
