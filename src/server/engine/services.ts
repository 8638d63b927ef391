import type { Store } from "../store/store.ts";
import type { PasswordVerifier } from "./password-verifier.ts";
import type { ExpressionRunner } from "./expressions.ts";
import type { Limiter } from "./limiter.ts";
import type { Membership } from "./membership.ts";
import type { MailQueue } from "./mail/mail-queue.ts";
import type { Mailer } from "./mail/mailer.ts";
import type { ModelStore } from "./model-store.ts";
import type { Planner } from "./planner.ts";
import type { PolicyEngine } from "./policy-engine.ts";

/** What stages and routes work with. */
export interface Services {
  readonly store: Store;
  readonly models: ModelStore;
  readonly membership: Membership;
  readonly policies: PolicyEngine;
  readonly planner: Planner;
  readonly expressions: ExpressionRunner;
  readonly passwords: PasswordVerifier;
  /** Asks another server; a path is one of this server's own. */
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  /** Counts what may not happen too often. */
  readonly limiter: Limiter;
  /** Sends at once, and says what went wrong. What nobody waits for goes into {@link mailQueue}. */
  readonly mailer: Mailer;
  /** Sends after the answer. */
  readonly mailQueue: MailQueue;
  /** Tells whoever runs the server; never told to people. Levels are those of syslog, such as `warning`. */
  readonly log: (level: string, text: string) => void;
}
