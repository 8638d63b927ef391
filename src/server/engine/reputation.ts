import type { Store } from "../store/store.ts";
import type { FlowRequest } from "./flow-request.ts";

type Attempt = Pick<FlowRequest, "clientNetwork" | "now">;

/** Somebody failed to show that they are who they said, or said a name nobody has. */
export function recordFailedLogin({ reputation }: Store, identifier: string, { clientNetwork, now }: Attempt): void {
  reputation.adjust(clientNetwork, identifier, -1, now);
}

/** Somebody signed in. */
export function recordLogin({ reputation }: Store, identifier: string, { clientNetwork, now }: Attempt): void {
  reputation.adjust(clientNetwork, identifier, 1, now);
}
