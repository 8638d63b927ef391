/** Cookies by their names, as a browser has them. */
export type Cookies = ReadonlyMap<string, string>;

/** Somebody's session; with the token against cross-site requests once they are signed in. */
interface Session {
  csrf?: string;
}

const ages: Readonly<Record<string, number>> = { csrf: 31_449_600, device: 2_592_000, mfa: 3600 };

/** The sessions of a server, and the cookies that go with them. */
export class Sessions {
  readonly #sessions = new Map<string, Session>();

  /** The session that the cookies stand for. */
  of(cookies: Cookies): Session | undefined {
    return this.#sessions.get(cookies.get("authentik_session") ?? "");
  }

  /** The cookies of a new session; of somebody who is signed in, or of nobody. */
  begin(isSignedIn: boolean): Map<string, string> {
    const key = random();
    const csrf = isSignedIn ? random() : undefined;
    this.#sessions.set(key, csrf === undefined ? {} : { csrf });
    const cookies = new Map([["authentik_session", key]]);
    if (csrf !== undefined) cookies.set("authentik_csrf", csrf);
    return cookies;
  }

  /**
   * The `Set-Cookie` lines of an answer. Whoever signs in gets another session, and the one before is no more.
   *
   * @param sets names as in recordings
   */
  set(sets: readonly string[], cookies: Cookies, isSecure: boolean): string[] {
    const before = cookies.get("authentik_session") ?? "";
    let session = cookies;
    if (sets.includes("-session") || sets.includes("csrf")) this.#sessions.delete(before);
    if (sets.includes("csrf")) session = this.begin(true);
    else if (!this.#sessions.has(before) && sets.some((name) => name.startsWith("session")))
      session = this.begin(false);
    return sets.map((cookie) => line(cookie, session, isSecure));
  }
}

/** Attributes as authentik sets them. */
function line(cookie: string, values: Cookies, isSecure: boolean): string {
  const [name = "", ...more] = cookie.split("; ");
  if (name === "-session") return "authentik_session=; Max-Age=0; Path=/; SameSite=Lax";
  const full = `authentik_${name}`;
  const age = ages[name];
  const attributes = [
    ...(name === "session" ? ["HttpOnly"] : []),
    ...(age === undefined ? [] : [`Max-Age=${age}`]),
    ...more,
    "Path=/",
    name === "session" && isSecure ? "SameSite=None" : "SameSite=Lax",
    ...(isSecure ? ["Secure"] : []),
  ];
  return `${full}=${values.get(full) ?? random()}; ${attributes.join("; ")}`;
}

function random(): string {
  return crypto.randomUUID().replaceAll("-", "");
}
