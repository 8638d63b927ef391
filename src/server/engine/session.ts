import { randomBytes } from "node:crypto";
import type { ServerMessage } from "../../protocol/host-config.ts";
import { keyDigest } from "../store/key-digest.ts";
import type { User } from "../store/user-store.ts";
import type { RememberedMfa } from "./remembered-mfa.ts";
import type { Plan } from "./plan.ts";

/** How long sessions last after their last use when nothing else was decided, in milliseconds. */
export const defaultLifetime = 86_400_000;

/** However much it is used, no session lasts longer than this, in milliseconds. */
const longest = 30 * 86_400_000;
/** Nor has one to be begun anew before this, however soon it ends when nobody uses it. */
const leastLongest = 12 * 3_600_000;

/** For so many milliseconds after somebody has shown who they are, they need not do so again to change what protects their account. */
const lately = 15 * 60_000;

/** Whether somebody showed who they are at a time that is not long ago, in milliseconds since 1970. */
export function isLately(time: number | null | undefined, now: number): boolean {
  return typeof time === "number" && now - time < lately;
}

/** What a sign-in at a source has to remember until the browser comes back. */
export type SourceLogin = {
  /** Slug of the source. */
  source: string;
  state: string;
  /** RFC 7636. */
  verifier: string;
  /** The page's query string, to go on with. */
  query: string;
  /** Id of the flow token of the flow that waits for it, if one does. */
  resume?: string | undefined;
};

/** What one browser's session holds. */
export interface SessionState {
  key: string;
  user: User | null;
  plan: Plan | undefined;
  /** The page's query string of the latest executor call, while a plan is under way. */
  query: string | undefined;
  /** The plan as it was before each finished step, oldest first. */
  history: Plan[];
  /** Messages the next page shows. */
  messages: ServerMessage[];
  /** The sign-in at a source that is under way. */
  sourceLogin: SourceLogin | undefined;
  /** Milliseconds after the last use. */
  lifetime: number;
  /** Whether the cookie outlives the browser. */
  persistent: boolean;
  created: number;
  /** When the user last showed who they are, in milliseconds since 1970; `null` for nobody. */
  authenticatedAt: number | null;
  /** When the session is over however much it is used, in milliseconds since 1970. */
  ends: number;
}

/** What the answer to this request sets in the browser beside the session's own cookie. */
export interface ResponseCookies {
  /** The CSRF token changes with this request. */
  csrfToken?: string;
  /** Somebody has set their language with this request: its tag, or nothing to leave it to the browser. */
  language?: string;
  /** This request makes the browser a known device of a user. */
  knownDevice?: { readonly uid: string; readonly lifetime: number };
  /** This request shows a second factor that is to be remembered for so many milliseconds. */
  rememberedMfa?: RememberedMfa & { readonly lifetime: number };
}

/** A session as it was before something was tried. */
export interface Checkpoint {
  readonly state: SessionState;
  readonly cookies: ResponseCookies;
}

const maxMessages = 20;

/** The session of the request under way. */
export class Session {
  #state: SessionState;
  #cookies: ResponseCookies = {};
  readonly #retired = new Set<string>();
  #unreadable: string | undefined;
  #leaving = false;

  /** @param unreadable what is wrong with what was kept, if it cannot be read; the state then has nothing of it */
  constructor(state: SessionState, unreadable?: string) {
    this.#state = state;
    this.#unreadable = unreadable;
  }

  /** A session of somebody not seen before. */
  static anonymous(now: number): Session {
    return new Session({
      key: newSessionKey(),
      user: null,
      plan: undefined,
      query: undefined,
      history: [],
      messages: [],
      sourceLogin: undefined,
      lifetime: defaultLifetime,
      persistent: false,
      created: now,
      authenticatedAt: null,
      ends: now + longest,
    });
  }

  get state(): SessionState {
    return this.#state;
  }

  get cookies(): ResponseCookies {
    return this.#cookies;
  }

  get user(): User | null {
    return this.#state.user;
  }

  /** Under what the store knows the session. */
  get id(): string {
    return keyDigest(this.#state.key);
  }

  /** Keys this session had before; they must not open it any longer. */
  get retiredKeys(): readonly string[] {
    return [...this.#retired];
  }

  /** What is wrong with what was kept, once: whoever asks says so to people, and the next request starts anew. */
  takeUnreadable(): string | undefined {
    const reason = this.#unreadable;
    this.#unreadable = undefined;
    return reason;
  }

  /** Whether there is nothing worth keeping. */
  get isEmpty(): boolean {
    const { user, plan, query, history, messages, sourceLogin } = this.#state;
    const isIdle = !plan && query === undefined && history.length === 0;
    return user === null && isIdle && messages.length === 0 && !sourceLogin;
  }

  /**
   * Signs a user in. The key changes, so that one planted before is worth nothing (session fixation); all data stay.
   *
   * @param lifetime milliseconds the sign-in lasts after its last use, or `undefined` for as long as the browser runs. Whatever is said here, it
   *   has to be done again after at most 30 days
   */
  logIn(user: User, now: number, lifetime?: number): void {
    this.#rotate();
    this.#state.user = user;
    this.#state.created = now;
    this.#state.authenticatedAt = now;
    this.#state.ends = now + Math.min(Math.max(lifetime ?? longest, leastLongest), longest);
    this.#state.lifetime = lifetime ?? defaultLifetime;
    this.#state.persistent = lifetime !== undefined;
    this.#cookies.csrfToken = randomBytes(24).toString("base64url");
  }

  /** The user has shown once more who they are. The key changes with what it is good for; when the session is over does not. */
  reauthenticate(now: number): void {
    this.#rotate();
    this.#state.authenticatedAt = now;
  }

  /** Signs out: nothing of the session is left, its key included. */
  logOut(now: number): void {
    this.#rotate();
    this.#state = { ...Session.anonymous(now).state, key: this.#state.key };
    this.#cookies = {};
  }

  /** Drops the plan and the query that belongs to it. */
  cancelPlan(): void {
    this.#state.plan = undefined;
    this.#state.query = undefined;
  }

  addMessage(level: ServerMessage["level"], message: string): void {
    if (message.trim() === "") return;
    this.#state.messages = [...this.#state.messages, { level, message }].slice(-maxMessages);
  }

  /** Whether the page that asks is being left: what there is to tell is for the next one. */
  get isLeaving(): boolean {
    return this.#leaving;
  }

  /** The answer to this request leads away from the page. */
  leave(): void {
    this.#leaving = true;
  }

  /** A copy to return to with {@link restore} when a step fails half-way. */
  checkpoint(): Checkpoint {
    return structuredClone({ state: this.#state, cookies: this.#cookies });
  }

  restore({ state, cookies }: Checkpoint): void {
    this.#state = state;
    this.#cookies = cookies;
    this.#retired.delete(state.key);
  }

  #rotate(): void {
    this.#retired.add(this.#state.key);
    this.#state.key = newSessionKey();
  }
}

function newSessionKey(): string {
  return randomBytes(24).toString("base64url");
}
