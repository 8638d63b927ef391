import { type ClientRequest, IncomingMessage, type ServerResponse } from "node:http";
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
  /** The same request on its way upstream, where it is passed on as it is: the latest, if it had to be sent anew. */
  passed?: ClientRequest;
  isSentAnew?: boolean;
}

/**
 * A request that knows its exchange. A map from the one to the other, weak or not, would keep both past the collections of young objects, and
 * with them all that belongs to a request.
 */
export class GatewayRequest extends IncomingMessage {
  exchange: Exchange | undefined;
}

export function exchangeOf(request: object | undefined): Exchange | undefined {
  return request instanceof GatewayRequest ? request.exchange : undefined;
}
