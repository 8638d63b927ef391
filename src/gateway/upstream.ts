import { Agent as HttpAgent } from "node:http";
import { Agent as HttpsAgent } from "node:https";
import { isIP } from "node:net";

/** Milliseconds without a sign of upstream; longer than a person has to confirm a request on their phone (75 s). */
export const answerTimeout = 90_000;

/** Connections that wait for the next request. */
const maxFreeSockets = 256;

/** Upstream's address, and the connections to it, which are kept and used again. */
export class Upstream {
  readonly origin: URL;
  readonly agent: HttpAgent;

  constructor(origin: URL) {
    this.origin = origin;
    const { hostname } = origin;
    // Node would check the certificate against the Host header, which is that of the page.
    const servername = isIP(hostname.replace(/^\[|\]$/g, "")) > 0 ? "" : hostname;
    const options = { keepAlive: true, maxFreeSockets, scheduling: "lifo", servername } as const;
    this.agent = origin.protocol === "https:" ? new HttpsAgent(options) : new HttpAgent(options);
  }

  close(): void {
    this.agent.destroy();
  }
}
