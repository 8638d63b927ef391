import { createContext } from "@lit/context";
import type { Brand } from "../../protocol/challenges.ts";

/** What the page's surroundings are, for stages that lead out of the flow. */
export interface Host {
  /** Where the server is mounted, with a trailing slash: the way home. */
  readonly base: string;
  /** Known once the server has said so. */
  readonly brand?: Brand;
}

export const hostContext = createContext<Host>(Symbol("flow host"));
