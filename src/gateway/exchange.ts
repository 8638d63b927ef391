import type { IncomingMessage, ServerResponse } from "node:http";
import type { EmbeddedPage } from "./embedded-page.ts";
import type { RequestFacts } from "./request-facts.ts";

/** A request under way, with what is known of it. */
export interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly facts: RequestFacts;
  /** What the log goes by. */
  readonly id: string;
  /** The page of another origin that may be asking; where that makes no difference there is none. */
  readonly page?: EmbeddedPage | undefined;
}
