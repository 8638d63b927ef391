import type { Context } from "@lit/context";
import type { ApiClient } from "../flow/api-client.ts";

/** What a step may need beyond its challenge. */
export interface FlowContext {
  /** Where the server is mounted, as the page names it, with a trailing slash. */
  readonly base: string;
  readonly api: ApiClient;
}

// What `createContext` gives, without its package in the first form.
export const flowContext = Symbol("flow") as Context<symbol, FlowContext>;
