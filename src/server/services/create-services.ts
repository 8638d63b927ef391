import { Limiter } from "../engine/limiter.ts";
import { MailQueue } from "../engine/mail/mail-queue.ts";
import { Mailer } from "../engine/mail/mailer.ts";
import { Membership } from "../engine/membership.ts";
import { oneLine } from "../engine/one-line.ts";
import { ModelStore } from "../engine/model-store.ts";
import { Planner } from "../engine/planner.ts";
import { BindingPolicyEngine } from "../engine/policy-engine.ts";
import type { Services } from "../engine/services.ts";
import { RangeBreachLookup } from "../policies/breach-lookup.ts";
import { policyEvaluators } from "../policies/registry.ts";
import { NameLookups } from "../python/name-lookups.ts";
import { OutgoingRequests } from "../python/outgoing-requests.ts";
import { ownThreads, PythonExpressions, type PythonThreads } from "../python/python-expressions.ts";
import { mostIterations } from "../store/improve-hash.ts";
import { PasswordVerifier } from "../engine/password-verifier.ts";
import type { Store } from "../store/store.ts";

export interface ServiceOptions {
  /** Where the threads of Python come from; new ones unless given. */
  readonly pythonThreads?: PythonThreads | undefined;
  /** The folder in which Python leaves what makes its next start quick. */
  readonly dataDir?: string | undefined;
  readonly smtpUrl?: string | undefined;
  readonly breachLookupUrl?: string | undefined;
  /** Hosts that Python expressions may ask. */
  readonly expressionHosts?: readonly string[];
  /** Domains and networks whose names Python expressions may look up. */
  readonly expressionNames?: readonly string[];
  readonly log?: ((level: string, text: string) => void) | undefined;
  /** Asks this very server. */
  readonly fetchOwn?: ((path: string, init: RequestInit) => Promise<Response>) | undefined;
}

/** Milliseconds that other servers have for an answer, unless whoever asks says otherwise. */
const longestAnswer = 10_000;

/** What stages and policies work with, and the Python among it, which has to be closed in the end. */
export function createServices(
  store: Store,
  {
    smtpUrl,
    breachLookupUrl,
    expressionHosts = [],
    expressionNames = [],
    log: write = () => undefined,
    fetchOwn,
    dataDir,
    pythonThreads = ownThreads(dataDir),
  }: ServiceOptions,
): Services & { readonly expressions: PythonExpressions } {
  const log = (level: string, text: string): void => write(oneLine(level), oneLine(text));
  const passwords = new PasswordVerifier(() => mostIterations(store));
  const models = new ModelStore(store.objects);
  const membership = new Membership(store.users, models);
  const mailer = new Mailer(store.outbox, smtpUrl);
  const mailQueue = new MailQueue(mailer, store.mailFailures, log);
  const expressions = new PythonExpressions(
    {
      store,
      models,
      membership,
      passwords,
      mailer: mailQueue,
      outgoing: expressionHosts.length > 0 ? new OutgoingRequests(expressionHosts) : undefined,
      lookups: expressionNames.length > 0 ? new NameLookups(expressionNames) : undefined,
      log,
      // Expressions ask policies, and policies expressions.
      get policies() {
        return policies;
      },
    },
    { threads: pythonThreads },
  );
  const breaches = breachLookupUrl === undefined ? undefined : new RangeBreachLookup(breachLookupUrl, fetchDirectly);
  const evaluators = policyEvaluators({ store, models, expressions, passwords, breaches, log });
  const policies: BindingPolicyEngine = new BindingPolicyEngine(models, membership, evaluators, { log });
  const planner = new Planner(models, policies, membership);
  return {
    store,
    models,
    membership,
    policies,
    planner,
    expressions,
    passwords,
    limiter: new Limiter(store.counters),
    mailer,
    mailQueue,
    log,
    fetch: (url, init) => (fetchOwn && url.startsWith("/") ? fetchOwn(url, init) : fetchDirectly(url, init)),
  };
}

/**
 * Asks the address that an administrator has named, and no other: an answer that leads elsewhere is an error. So is one that does not come in
 * time: somebody's session waits for it.
 */
function fetchDirectly(url: string, init: RequestInit): Promise<Response> {
  return fetch(url, { redirect: "error", ...init, signal: init.signal ?? AbortSignal.timeout(longestAnswer) });
}
