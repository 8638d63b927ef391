import type { Context } from "@lit/context";
import type { Brand } from "../../protocol/challenges.ts";
import type { DuoStatus } from "../flow/duo-status.ts";

/** What the page's surroundings are and can do, for stages that lead out of the flow or need more of the server than its challenges. */
export interface Host {
  /** Where the server is mounted, with a trailing slash: the way home. */
  readonly base: string;
  /** Known once the server has said so. */
  readonly brand?: Brand;
  /** Asks whether Duo's app has been activated, for the stage with the given id. Rejects when there is no answer. */
  readonly duoStatus?: (stageId: string, signal: AbortSignal) => Promise<DuoStatus>;
}

// What `createContext` gives, without its package in the first form.
export const hostContext = Symbol("flow host") as Context<symbol, Host>;
