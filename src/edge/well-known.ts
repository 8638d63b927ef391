import type { Environment } from "./settings.ts";
import { list, originSetting } from "./settings.ts";
import { StartupError } from "./startup-error.ts";

/** What whoever runs the server says at well-known addresses. */
export interface WellKnownSettings {
  /** Other sites that may use this one's passkeys. */
  readonly relatedOrigins: readonly string[];
  /** Where to report what is wrong with the server's security, as URLs. */
  readonly securityContacts: readonly string[];
}

/** What browsers and password managers look for. A part that is missing is not there. */
export interface WellKnown extends WellKnownSettings {
  /** Where people change their password: a path. */
  readonly changePassword: string | undefined;
  /** Where people add a passkey, and where they see those that they have: paths. */
  readonly passkeys: { readonly enroll: string | undefined; readonly manage: string | undefined };
}

/** Reads `RELATED_ORIGINS` and `SECURITY_CONTACT`. @throws StartupError naming the variable and what it may be */
export function wellKnownSettings({ RELATED_ORIGINS, SECURITY_CONTACT }: Environment): WellKnownSettings {
  return {
    relatedOrigins: list(RELATED_ORIGINS).map((value) => originSetting("RELATED_ORIGINS", value)),
    securityContacts: list(SECURITY_CONTACT).map(contact),
  };
}

function contact(value: string): string {
  if (URL.canParse(value) && /^(https:\/\/|mailto:.+@|tel:\+?\d)/.test(value)) return value;
  throw new StartupError(
    `SECURITY_CONTACT has to be like mailto:security@id.example or https://id.example/report, not "${value}".`,
  );
}

/** Milliseconds after which what `security.txt` says is to be doubted; it is made anew each time it is asked for. */
const lifetime = 30 * 86_400_000;

/** The addresses that are answered here, each by a function of its own. Anything else there is a 404, which managers make sure of. */
export const wellKnownPaths = [
  "/.well-known/change-password",
  "/.well-known/passkey-endpoints",
  "/.well-known/security.txt",
  "/.well-known/webauthn",
] as const;

export type WellKnownPath = (typeof wellKnownPaths)[number];

export function isWellKnownPath(path: string): path is WellKnownPath {
  return wellKnownPaths.some((known) => known === path);
}

/**
 * Answers at a well-known address; `undefined` where there is nothing to say.
 *
 * @param origin of the page, as browsers see it
 * @param now milliseconds since 1970
 */
export function wellKnownResponse(
  path: WellKnownPath,
  { changePassword, passkeys, relatedOrigins, securityContacts }: WellKnown,
  { origin, now }: { readonly origin: string; readonly now: number },
): Response | undefined {
  const address = (to: string | undefined): string | undefined => to && new URL(to, origin).href;
  switch (path) {
    // W3C "A Well-Known URL for Changing Passwords".
    case "/.well-known/change-password":
      return changePassword === undefined ? undefined : seeOther(changePassword);
    // W3C "A Well-Known URL for Relying Party Passkey Endpoints".
    case "/.well-known/passkey-endpoints": {
      const { enroll, manage } = passkeys;
      if (enroll === undefined && manage === undefined) return undefined;
      return json({ enroll: address(enroll), manage: address(manage) });
    }
    // WebAuthn Level 3 §5.11.
    case "/.well-known/webauthn":
      return relatedOrigins.length === 0 ? undefined : json({ origins: [...relatedOrigins] });
    // RFC 9116.
    case "/.well-known/security.txt": {
      if (securityContacts.length === 0) return undefined;
      const lines = [
        ...securityContacts.map((to) => `Contact: ${to}`),
        `Expires: ${new Date(now + lifetime).toISOString()}`,
        `Canonical: ${origin}${path}`,
      ];
      return answer(`${lines.join("\n")}\n`, "text/plain; charset=utf-8");
    }
  }
}

function seeOther(to: string): Response {
  return new Response(null, { status: 302, headers: { Location: to, "Cache-Control": "no-store" } });
}

function json(value: unknown): Response {
  return answer(JSON.stringify(value), "application/json");
}

function answer(body: string, type: string): Response {
  // The same for everybody, and it changes with the settings only.
  const headers = { "Content-Type": type, "Cache-Control": "public, max-age=3600" };
  return new Response(body, { headers });
}
