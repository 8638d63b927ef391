import type { RememberedMfa } from "./remembered-mfa.ts";
import type { HttpFacts } from "./http-facts.ts";
import type { Session } from "./session.ts";

/** What the engine needs to know of a request. */
export interface FlowRequest extends HttpFacts {
  readonly method: "GET" | "POST";
  /** Asks only for what a page may show before it is asked to; a stage that would do more answers "again" and has done nothing. */
  readonly isAhead?: boolean;
  /** The parsed JSON of a POST. */
  readonly body?: unknown;
  /** A `next` beside `query`, which some clients send. */
  readonly outerNext?: string | undefined;
  readonly session: Session;
  /** The uid that the browser's device cookie names. */
  readonly deviceUid?: string | undefined;
  /** The second factor that the browser's cookie says was shown lately, and to which stage. */
  readonly rememberedMfa?: RememberedMfa | undefined;
  /** The host that passkeys are for, where it is not that of the page (WebAuthn Level 3 §5.11). */
  readonly relyingParty?: string | undefined;
  /** The origin of the page that runs the flow, where it is another. */
  readonly pageOrigin?: string | undefined;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** The last value of a parameter of the page's query string; a blank one counts as none. */
export function queryParameter(query: string, name: string): string | undefined {
  return new URLSearchParams(query).getAll(name).at(-1) || undefined;
}
