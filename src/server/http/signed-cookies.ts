import type { webcrypto } from "node:crypto";
import type { Context } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import { sign, verify } from "hono/jwt";
import type { CookieOptions } from "hono/utils/cookie";
import type { JWTPayload } from "hono/utils/jwt/types";
import { csrfHeader } from "../../edge/embedding.ts";
import { languageCookie } from "../../protocol/locales/locales.ts";
import type { RememberedMfa } from "../engine/remembered-mfa.ts";
import type { Session } from "../engine/session.ts";
import type { Vault } from "../store/vault.ts";
import type { AppEnv } from "./request-facts.ts";

/** Names and meaning of the cookies are those of authentik. */
const sessionCookie = "authentik_session";
const deviceCookie = "authentik_device";
const mfaCookie = "authentik_mfa";
export const csrfCookie = "authentik_csrf";

type Kind = typeof sessionCookie | typeof deviceCookie | typeof mfaCookie;

/** The name of a cookie for the page that asks: one of another site has cookies beside ours, whose values are no good for anybody else. */
export function cookieName(c: Context<AppEnv>, name: Kind | typeof csrfCookie): string {
  return c.get("embedding")?.isApart ? `${name}_embedded` : name;
}

/** Whom a cookie is for. */
function audience(c: Context<AppEnv>, kind: Kind): string {
  const embedding = c.get("embedding");
  return embedding?.isApart ? `${kind} ${embedding.origin}` : kind;
}

/** Across sites browsers keep cookies for the site of the page alone, and for such they ask for TLS, but on this machine. */
function attributes(c: Context<AppEnv>, sameSite: "Lax" | "None", secure: boolean): CookieOptions {
  return c.get("embedding")?.isApart
    ? { path: "/", secure: true, sameSite: "None", partitioned: true }
    : { path: "/", secure, sameSite };
}

const year = 31_536_000;
/** Browsers cap the age of cookies at 400 days; hono refuses more. */
const maxAge = 400 * 86_400;
const issuer = "authentik";

/**
 * Reads and writes the cookies that only this server can make (HS256, RFC 7519). Each kind is signed with a key of its own and says what it is,
 * for whom and until when (`typ`, `aud`, `exp`), so that none passes as another (RFC 8725 §3.11).
 */
export class SignedCookies {
  readonly #vault: Vault;
  readonly #oldKey: string | undefined;
  readonly #keys = new Map<Kind, Promise<webcrypto.CryptoKey>>();

  /** @param oldKey with which an earlier version signed all kinds of cookies; sessions that it began go on */
  constructor(vault: Vault, oldKey?: string) {
    this.#vault = vault;
    this.#oldKey = oldKey;
  }

  /** The session key in the request's cookie, if this server signed it. */
  async sessionKey(c: Context<AppEnv>): Promise<string | undefined> {
    const isApart = c.get("embedding")?.isApart ?? false;
    const old = isApart ? undefined : getCookie(c, sessionCookie);
    const payload = (await this.#read(c, sessionCookie)) ?? (await this.#readOldSession(old));
    return typeof payload?.sid === "string" ? payload.sid : undefined;
  }

  /** The uid of the user who made this browser a known device. */
  async deviceUid(c: Context<AppEnv>): Promise<string | undefined> {
    const payload = await this.#read(c, deviceCookie);
    return typeof payload?.sub === "string" ? payload.sub : undefined;
  }

  /** The second factor that was shown in this browser, as long as that counts. */
  async rememberedMfa(c: Context<AppEnv>): Promise<RememberedMfa | undefined> {
    const { stage, device, epoch } = (await this.#read(c, mfaCookie)) ?? {};
    const isWhole = typeof stage === "string" && typeof device === "number" && typeof epoch === "number";
    return isWhole ? { stage, device, epoch } : undefined;
  }

  /**
   * Writes the cookies that a session asks for. Across sites (a frame, a form of another site) cookies need `SameSite=None`, which
   * browsers accept with TLS only. Only the CSRF token and the language are for scripts to read.
   */
  async write(c: Context<AppEnv>, session: Session, isSecure: boolean): Promise<void> {
    const { key, user, persistent, lifetime, ends } = session.state;
    const { csrfToken, language, knownDevice, rememberedMfa } = session.cookies;
    const claims = {
      sid: key,
      sub: user?.uid ?? "anonymous",
      authenticated: user !== null,
      acr: "goauthentik.io/core/default",
    };
    const lasting = Math.min(lifetime, ends - Date.now());
    setCookie(c, cookieName(c, sessionCookie), await this.#sign(c, sessionCookie, claims, Math.ceil(ends / 1000)), {
      ...attributes(c, isSecure ? "None" : "Lax", isSecure),
      httpOnly: true,
      ...(persistent && { maxAge: Math.min(Math.ceil(lasting / 1000), maxAge) }),
    });
    const shared = attributes(c, "Lax", isSecure);
    if (csrfToken !== undefined) {
      setCookie(c, cookieName(c, csrfCookie), csrfToken, { ...shared, maxAge: year });
      if (c.get("embedding")) c.header(csrfHeader, csrfToken);
    }
    if (language !== undefined)
      setCookie(c, languageCookie, language, { ...shared, maxAge: language === "" ? 0 : year });
    const writeLasting = async (kind: Kind, given: JWTPayload, milliseconds: number): Promise<void> => {
      const age = Math.min(Math.floor(milliseconds / 1000), maxAge);
      const token = await this.#sign(c, kind, given, Math.floor(Date.now() / 1000) + age);
      setCookie(c, cookieName(c, kind), token, { ...shared, httpOnly: true, maxAge: age });
    };
    if (knownDevice && knownDevice.lifetime > 0) {
      await writeLasting(deviceCookie, { sub: knownDevice.uid }, knownDevice.lifetime);
    }
    if (rememberedMfa) {
      const { stage, device, epoch } = rememberedMfa;
      await writeLasting(mfaCookie, { stage, device, epoch }, rememberedMfa.lifetime);
    }
  }

  /** Makes the browser forget its session. */
  forget(c: Context<AppEnv>, isSecure: boolean): void {
    deleteCookie(c, cookieName(c, sessionCookie), attributes(c, isSecure ? "None" : "Lax", isSecure));
  }

  /** @param expires seconds since 1970 */
  async #sign(c: Context<AppEnv>, kind: Kind, claims: JWTPayload, expires: number): Promise<string> {
    const payload = { ...claims, typ: kind, aud: audience(c, kind), iss: issuer, exp: expires };
    return sign(payload, await this.#key(kind), "HS256");
  }

  /** Imported once: that takes longer than to sign with it. */
  #key(kind: Kind): Promise<webcrypto.CryptoKey> {
    const known = this.#keys.get(kind);
    if (known) return known;
    const secret = Buffer.from(this.#vault.key(`cookie/${kind}`).toString("base64url"));
    const key = crypto.subtle.importKey("raw", secret, { name: "HMAC", hash: "SHA-256" }, false, ["sign", "verify"]);
    this.#keys.set(kind, key);
    return key;
  }

  async #read(c: Context<AppEnv>, kind: Kind): Promise<JWTPayload | undefined> {
    const token = getCookie(c, cookieName(c, kind));
    const payload = await verified(token, await this.#key(kind), { iss: issuer, aud: audience(c, kind) });
    return payload?.typ === kind && payload.exp !== undefined ? payload : undefined;
  }

  /** A session's cookie as it was before kinds had keys: no other kind said whether somebody is signed in. */
  async #readOldSession(token: string | undefined): Promise<JWTPayload | undefined> {
    if (this.#oldKey === undefined) return undefined;
    const payload = await verified(token, this.#oldKey, { iss: issuer });
    return typeof payload?.authenticated === "boolean" && payload.typ === undefined ? payload : undefined;
  }
}

/** What a token says; nothing where it is forged, outdated, of another kind or of another installation. */
async function verified(
  token: string | undefined,
  key: string | webcrypto.CryptoKey,
  expected: { iss: string; aud?: string },
): Promise<JWTPayload | undefined> {
  if (token === undefined) return undefined;
  try {
    return await verify(token, key, { alg: "HS256", ...expected });
  } catch {
    return undefined;
  }
}
