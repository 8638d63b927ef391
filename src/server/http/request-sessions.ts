import type { Context } from "hono";
import { type KeptSession, readSessionData } from "../engine/read-session-data.ts";
import { Session, type SessionState } from "../engine/session.ts";
import { keyDigest } from "../store/key-digest.ts";
import type { SessionRecord } from "../store/session-store.ts";
import type { Store } from "../store/store.ts";
import type { LiveClients } from "./live-clients.ts";
import type { AppEnv, RequestFacts } from "./request-facts.ts";
import { SessionLock } from "./session-lock.ts";
import type { SignedCookies } from "./signed-cookies.ts";

/** What a request did: its answer, and whether what happened to the session is to be kept. */
export interface SessionOutcome {
  /** Called last, when the cookies are written. */
  readonly respond: () => Response | Promise<Response>;
  readonly save: boolean;
}

/** Requests that were under way while the key changed arrive within this many milliseconds. */
const crossingTime = 3_000;

/** Opens the session of each request, one request of a session at a time, and keeps what became of it. */
export class RequestSessions {
  readonly #store: Store;
  readonly #cookies: SignedCookies;
  readonly #lock = new SessionLock();
  /** When keys were retired, for as long as requests with them may be under way. */
  readonly #retired = new Map<string, number>();
  readonly #live: LiveClients;
  readonly #tellsBrowser: boolean;

  /** @param tellsBrowser whether browsers are told of each sign-in and sign-out (W3C Login Status) */
  constructor(store: Store, cookies: SignedCookies, live: LiveClients, tellsBrowser = false) {
    this.#live = live;
    this.#tellsBrowser = tellsBrowser;
    this.#store = store;
    this.#cookies = cookies;
  }

  facts(c: Context<AppEnv>): RequestFacts {
    return c.get("facts");
  }

  /** Runs `work` with the session of the request, or with a fresh anonymous one. */
  async visit(c: Context<AppEnv>, work: (session: Session) => Promise<SessionOutcome>): Promise<Response> {
    const key = await this.#cookies.sessionKey(c);
    if (key === undefined) return this.#run(c, Session.anonymous(Date.now()), undefined, work);
    return this.#lock.run(key, async () => {
      if (this.#wasJustRetired(key)) {
        const { pathname, search } = new URL(c.req.url);
        return c.redirect(pathname + search, 302);
      }
      const record = this.#store.sessions.get(keyDigest(key), Date.now());
      return this.#run(c, record ? this.#open(record, key) : Session.anonymous(Date.now()), record, work);
    });
  }

  /**
   * Whether a request crossed the one that signed in or out and thereby changed the key (a double click). The browser has the new key by
   * now and has to ask again with it; answered with an anonymous session, it would lose it.
   */
  #wasJustRetired(key: string): boolean {
    return Date.now() - (this.#retired.get(key) ?? 0) < crossingTime;
  }

  #remember(retiredKeys: readonly string[]): void {
    const now = Date.now();
    for (const [key, time] of this.#retired) if (now - time >= crossingTime) this.#retired.delete(key);
    for (const key of retiredKeys) this.#retired.set(key, now);
  }

  async #run(
    c: Context<AppEnv>,
    session: Session,
    record: SessionRecord | undefined,
    work: (session: Session) => Promise<SessionOutcome>,
  ): Promise<Response> {
    const { isSecure, clientIp: ip } = this.facts(c);
    const visitor = { ip, userAgent: c.req.header("user-agent") ?? "" };
    if (session.user && !session.user.is_active) {
      session.logOut(Date.now());
      this.#save(session, record?.id, visitor);
      this.#cookies.forget(c, isSecure);
      return c.body(null, 400);
    }
    const before = session.user?.pk;
    const { respond, save } = await work(session);
    if (!save) return respond();
    const after = session.state.user?.pk;
    if (this.#tellsBrowser && after !== before) c.header("Set-Login", after === undefined ? "logged-out" : "logged-in");
    const { key, messages } = session.state;
    this.#live.rename(session.retiredKeys, key);
    // Nobody listening, the next page shows them.
    if (messages.length > 0 && !session.isLeaving && this.#live.show(key, messages)) session.state.messages = [];
    if (!this.#save(session, record?.id, visitor)) return c.json({ detail: "The session has ended." }, 400);
    this.#remember(session.retiredKeys);
    if (session.isEmpty) this.#cookies.forget(c, isSecure);
    else await this.#cookies.write(c, session, isSecure);
    return respond();
  }

  #open(record: SessionRecord, key: string): Session {
    const kept = readSessionData(record.data);
    // Nothing of it is used: who reads only a part of it may leave out the step that mattered.
    const { plan, query, history, messages, sourceLogin } = kept ?? { history: [], messages: [] };
    const state: SessionState = {
      key,
      user: record.userPk === null ? null : (this.#store.users.get(record.userPk) ?? null),
      plan,
      query,
      history,
      messages,
      sourceLogin,
      lifetime: record.lifetime,
      persistent: record.persistent,
      created: record.created,
      authenticatedAt: record.authenticated,
      ends: record.ends,
    };
    return new Session(state, kept ? undefined : "The plan under way cannot be read, and was dropped.");
  }

  /** @returns false when the session was ended elsewhere meanwhile; it must not come back to life. One that signed out may */
  #save(session: Session, openedAs: string | undefined, visitor: { ip: string; userAgent: string }): boolean {
    const { sessions, database } = this.#store;
    const now = Date.now();
    const { key, user, plan, query, history, messages, sourceLogin } = session.state;
    const { lifetime, persistent, created, authenticatedAt: authenticated, ends } = session.state;
    const id = keyDigest(key);
    return database.transaction(() => {
      if (user && openedAs !== undefined && !sessions.has(openedAs)) return false;
      for (const retired of session.retiredKeys) sessions.remove(keyDigest(retired));
      if (session.isEmpty) {
        sessions.remove(id);
        return true;
      }
      const data: KeptSession = {
        ...(plan && { plan }),
        ...(query !== undefined && { query }),
        history,
        messages: messages.map(({ level, message }) => ({ level, message })),
        ...(sourceLogin && { sourceLogin }),
      };
      const times = { created, authenticated, used: now, expires: now + lifetime, ends };
      sessions.save({ id, userPk: user?.pk ?? null, data, lifetime, persistent, ...visitor, ...times });
      return true;
    });
  }
}
