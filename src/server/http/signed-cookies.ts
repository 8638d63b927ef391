import type { Context } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import { sign, verify } from "hono/jwt";
import type { JWTPayload } from "hono/utils/jwt/types";
import type { RememberedMfa } from "../engine/remembered-mfa.ts";
import type { Session } from "../engine/session.ts";
import type { AppEnv } from "./request-facts.ts";

/** Names and meaning of the cookies are those of authentik. */
const sessionCookie = "authentik_session";
const deviceCookie = "authentik_device";
const mfaCookie = "authentik_mfa";
export const csrfCookie = "authentik_csrf";

const year = 31_536_000;
/** Browsers cap the age of cookies at 400 days; hono refuses more. */
const maxAge = 400 * 86_400;

/** Reads and writes the cookies that only this server can make (HS256, RFC 7519). */
export class SignedCookies {
  readonly #secret: string;

  constructor(secret: string) {
    this.#secret = secret;
  }

  /** The session key in the request's cookie, if this server signed it. */
  async sessionKey(c: Context<AppEnv>): Promise<string | undefined> {
    const payload = await this.#read(getCookie(c, sessionCookie));
    return typeof payload?.sid === "string" ? payload.sid : undefined;
  }

  /** The uid of the user who made this browser a known device. */
  async deviceUid(c: Context<AppEnv>): Promise<string | undefined> {
    const payload = await this.#read(getCookie(c, deviceCookie));
    return typeof payload?.sub === "string" ? payload.sub : undefined;
  }

  /** The second factor that was shown in this browser, as long as that counts. */
  async rememberedMfa(c: Context<AppEnv>): Promise<RememberedMfa | undefined> {
    const payload = await this.#read(getCookie(c, mfaCookie));
    const { stage, device } = payload ?? {};
    return typeof stage === "string" && typeof device === "number" ? { stage, device } : undefined;
  }

  /**
   * Writes the cookies that a session asks for. Across sites (a frame, a form of another site) cookies need `SameSite=None`, which
   * browsers accept with TLS only.
   */
  async write(c: Context<AppEnv>, session: Session, isSecure: boolean): Promise<void> {
    const { key, user, persistent, lifetime, csrfToken, knownDevice, rememberedMfa } = session.state;
    const payload = {
      sid: key,
      iss: "authentik",
      sub: user?.uid ?? "anonymous",
      authenticated: user !== null,
      acr: "goauthentik.io/core/default",
    };
    setCookie(c, sessionCookie, await sign(payload, this.#secret, "HS256"), {
      path: "/",
      httpOnly: true,
      secure: isSecure,
      sameSite: isSecure ? "None" : "Lax",
      ...(persistent && { maxAge: Math.min(Math.floor(lifetime / 1000), maxAge) }),
    });
    const shared = { path: "/", secure: isSecure, sameSite: "Lax" } as const;
    if (csrfToken !== undefined) setCookie(c, csrfCookie, csrfToken, { ...shared, maxAge: year });
    const writeLasting = async (name: string, claims: JWTPayload, lasting: number): Promise<void> => {
      const age = Math.min(Math.floor(lasting / 1000), maxAge);
      const token = await sign({ ...claims, exp: Math.floor(Date.now() / 1000) + age }, this.#secret, "HS256");
      setCookie(c, name, token, { ...shared, maxAge: age });
    };
    if (knownDevice && knownDevice.lifetime > 0) {
      await writeLasting(deviceCookie, { sub: knownDevice.uid }, knownDevice.lifetime);
    }
    if (rememberedMfa) {
      const { stage, device } = rememberedMfa;
      await writeLasting(mfaCookie, { stage, device }, rememberedMfa.lifetime);
    }
  }

  /** Makes the browser forget its session. */
  forget(c: Context<AppEnv>, isSecure: boolean): void {
    deleteCookie(c, sessionCookie, { path: "/", secure: isSecure, sameSite: isSecure ? "None" : "Lax" });
  }

  async #read(token: string | undefined): Promise<JWTPayload | undefined> {
    if (token === undefined) return undefined;
    try {
      return await verify(token, this.#secret, "HS256");
    } catch {
      // Forged, outdated or of another installation: the same as none.
      return undefined;
    }
  }
}
