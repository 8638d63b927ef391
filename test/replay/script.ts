import type { Challenge } from "../../src/protocol/challenges.ts";
import { isExecutor, type Recording, slugOf, type Step } from "./recording.ts";
import { shapeFault } from "./same-shape.ts";

/** A request, as far as a recording knows it. */
export interface Asked {
  readonly method: string;
  readonly url: URL;
  /** What was posted, read as JSON where it is. */
  readonly body: unknown;
  readonly raw: string;
  readonly type: string;
  /** A session that the server knows came with it. */
  readonly hasSession: boolean;
  /** It passes the check for cross-site requests. */
  readonly isTrusted: boolean;
}

/** What the script says to a request: the recorded step, the same challenge once more, what is wrong with it, or that it is not about flows. */
export type Cue =
  | { readonly step: Step }
  | { readonly again: Challenge }
  | { readonly forged: true }
  | { readonly fault: string }
  | { readonly stranger: true };

/** What pages ask for beyond what was recorded, and what changes nothing of what the server answers. */
const pageParameters = ["inspector", "locale", "theme"];

/** Where a recording stands, and what comes next. */
export class Script {
  readonly #steps: readonly Step[];
  #position = 0;
  #showing: Challenge | undefined;

  constructor({ steps }: Recording) {
    this.#steps = steps;
  }

  /** The slugs of all flows in it. */
  get slugs(): string[] {
    const slugs = this.#steps.filter(({ status }) => status !== 404).map(({ path }) => slugOf(path));
    return [...new Set(slugs.filter((slug) => slug !== undefined))];
  }

  /** The first address of an executor. */
  get start(): string {
    return this.#steps.find(({ path }) => isExecutor(path))?.address ?? "/";
  }

  /** The steps that nobody has asked for yet, but for those that a well-behaved page does not ask for. */
  get left(): Step[] {
    return this.#steps.slice(this.#position).filter((step) => !this.#isDispensable(step));
  }

  /** Goes back to the first step of a flow, because the session is not known any more. */
  rewind({ pathname, search }: URL): Challenge | undefined {
    const index = this.#steps.findIndex(({ path, challenge }) => isExecutor(path) && path === pathname && challenge);
    if (parameters(this.#steps[index]?.address ?? "") !== parameters(search)) return undefined;
    if (index < 0) return undefined;
    this.#position = index + 1;
    this.#showing = this.#steps[index]?.challenge;
    return this.#showing;
  }

  cue(asked: Asked): Cue {
    for (let index = this.#position; index < this.#steps.length; index++) {
      const step = this.#steps[index];
      if (!step) break;
      if (isMeant(step, asked)) {
        const fault = answerFault(step, asked, this.#showing);
        if (fault !== undefined) return { fault: `${step.address}: ${fault}` };
        this.#position = index + 1;
        if (step.challenge) this.#showing = step.challenge;
        return { step };
      }
      if (!this.#isDispensable(step, index)) break;
    }
    return asked.isTrusted ? this.#again(asked) : { forged: true };
  }

  /** Who asks again is told the same again, without what was wrong with an answer. */
  #again({ method, url }: Asked): Cue {
    if (!isExecutor(url.pathname)) return { stranger: true };
    const slug = slugOf(url.pathname);
    if (slug === undefined || !this.slugs.includes(slug)) return { stranger: true };
    const recent = this.#steps.slice(0, this.#position).findLast(({ path }) => isExecutor(path));
    if (method === "GET" && this.#showing && recent && slugOf(recent.path) === slug && recent.to === undefined) {
      const again = { ...this.#showing };
      delete again.response_errors;
      return { again };
    }
    const [next] = this.left;
    const expected = next ? `${next.method} ${next.address}` : "nothing more";
    return { fault: `${method} ${url.pathname}${url.search} came, where the recording has ${expected}` };
  }

  /** Whether a browser with a well-behaved page may leave the step out. */
  #isDispensable(step: Step, index = this.#steps.indexOf(step)): boolean {
    if (!isExecutor(step.path) || !["GET", "POST"].includes(step.method) || isIll(step)) return true;
    if (step.method !== "GET" || !step.challenge) return false;
    const before = this.#steps.slice(0, index).findLast(({ path }) => isExecutor(path));
    return (
      before?.to === undefined && step.sends === undefined && step.challenge.component === before?.challenge?.component
    );
  }
}

/** A request that no page sends: broken, or from somewhere else. */
function isIll({ raw, csrf, origin }: Step): boolean {
  return raw !== undefined || csrf !== undefined || isForeign(origin);
}

function isForeign(origin: string | undefined): boolean {
  return origin !== undefined && !origin.includes("{origin}");
}

/** Whether the step is the one that is asked for; what was posted is looked at afterwards. */
function isMeant(step: Step, asked: Asked): boolean {
  const { method, path, csrf, origin, raw, type } = step;
  if (method !== asked.method || path !== asked.url.pathname) return false;
  if (raw !== undefined) return raw === asked.raw && (type ?? asked.type) === asked.type;
  if (!isExecutor(path)) return true;
  const isTrusted = csrf === undefined && !isForeign(origin);
  if (method === "POST" && isTrusted !== asked.isTrusted) return false;
  return step.knows === asked.hasSession && parameters(step.address) === parameters(asked.url.search);
}

/** The names of what the page was asked with, in order. */
function parameters(address: string): string {
  const query = new URL(address || "/", "http://replay.test").searchParams.get("query");
  const names = [...new URLSearchParams(query ?? "").keys()].filter((name) => !pageParameters.includes(name));
  return `${query === null} ${names.sort().join(" ")}`;
}

function answerFault(step: Step, asked: Asked, showing: Challenge | undefined): string | undefined {
  if (step.method !== "POST" || step.raw !== undefined) return undefined;
  if (typeof step.body !== "object" || step.body === null) return shapeFault(step.body, asked.body);
  if (typeof asked.body !== "object" || asked.body === null || Array.isArray(asked.body))
    return shapeFault(step.body, asked.body);
  const { component: was, ...recorded } = step.body as Record<string, unknown>;
  const { component, ...posted } = asked.body as Record<string, unknown>;
  const expected = was ?? showing?.component;
  if (component !== expected && !(was === undefined && component === undefined))
    return `the answer is to ${String(component)}, and ${String(expected)} was asked`;
  return shapeFault(recorded, posted);
}
