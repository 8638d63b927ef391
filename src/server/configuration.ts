import { isIP } from "node:net";
import {
  embeddingOrigins,
  type Environment,
  flag,
  frameAncestors,
  list,
  originSetting,
  portSetting,
  trustedProxies,
} from "../edge/settings.ts";
import { StartupError } from "../edge/startup-error.ts";
import { wellKnownSettings, type WellKnownSettings } from "../edge/well-known.ts";
import { type FedcmClients, fedcmSetting } from "./http/fedcm/fedcm-clients.ts";
import { isNetwork } from "./python/name-lookups.ts";
import { parseSecretKey } from "./store/secret-key.ts";

/** How the server was asked to run. */
export interface Configuration {
  readonly port: number;
  readonly host: string;
  readonly dataDir: string;
  /** The key to what the database seals, where it is not to be a file beside it. */
  readonly secretKey: Uint8Array | undefined;
  readonly demoPassword: string | undefined;
  /** Where people reach the server; none for this machine only. */
  readonly publicOrigins: readonly string[];
  /** Addresses and ranges of proxies that are believed. */
  readonly trustedProxies: readonly string[];
  /** Whether the accounts, flows and stand-ins of the demonstration are there. */
  readonly demo: boolean;
  readonly frameAncestors: readonly string[];
  /** Origins of pages that may run flows in themselves. */
  readonly embeddingOrigins: readonly string[];
  readonly captchaOrigin: string | undefined;
  readonly smtpUrl: string | undefined;
  readonly breachLookupUrl: string | undefined;
  /** Hosts that Python expressions may ask. */
  readonly expressionHosts: readonly string[];
  /** Domains and networks whose names Python expressions may look up. */
  readonly expressionNames: readonly string[];
  /** The host that passkeys are for, whatever host people sign in at; that one unless given. */
  readonly relyingParty: string | undefined;
  readonly wellKnown: WellKnownSettings;
  /** Sites that may ask for an identity by the browser (FedCM). */
  readonly fedcm: FedcmClients | undefined;
  /** A folder of further blueprints. */
  readonly extraBlueprints: string | undefined;
}

/**
 * Reads the configuration from environment variables: `PORT`, `HOST`, `DATA_DIR`, `SECRET_KEY`, `DEMO`, `DEMO_PASSWORD`, `PUBLIC_ORIGIN`,
 * `TRUSTED_PROXIES`, `FRAME_ANCESTORS`, `EMBEDDING_ORIGINS`, `CAPTCHA_ORIGIN`, `SMTP_URL`, `BREACH_LOOKUP_URL`, `EXPRESSION_HOSTS`, `EXPRESSION_DNS`, `RELYING_PARTY_ID`, `RELATED_ORIGINS`, `SECURITY_CONTACT`, `FEDCM`, `BLUEPRINTS_DIR`.
 *
 * @throws StartupError naming the variable and what it may be
 */
export function readConfiguration(env: Environment): Configuration {
  refuseTrustProxy(env.TRUST_PROXY);
  return {
    port: portSetting(env.PORT || "9000"),
    host: env.HOST || "127.0.0.1",
    dataDir: env.DATA_DIR || ".data",
    secretKey: secretKey(env.SECRET_KEY),
    demoPassword: env.DEMO_PASSWORD || undefined,
    publicOrigins: list(env.PUBLIC_ORIGIN).map((value) => originSetting("PUBLIC_ORIGIN", value)),
    trustedProxies: trustedProxies(env),
    // Whoever names a place for the data wants to keep them, and is not playing.
    demo: env.DEMO ? flag("DEMO", env.DEMO) : !env.DATA_DIR,
    frameAncestors: frameAncestors(env.FRAME_ANCESTORS),
    embeddingOrigins: embeddingOrigins(env.EMBEDDING_ORIGINS),
    captchaOrigin: env.CAPTCHA_ORIGIN ? originSetting("CAPTCHA_ORIGIN", env.CAPTCHA_ORIGIN) : undefined,
    smtpUrl: smtpUrl(env.SMTP_URL),
    breachLookupUrl: breachLookupUrl(env.BREACH_LOOKUP_URL),
    expressionHosts: list(env.EXPRESSION_HOSTS).map(expressionHost),
    expressionNames: list(env.EXPRESSION_DNS).map(expressionName),
    ...passkeySites(env),
    fedcm: fedcmSetting(list(env.FEDCM)),
    extraBlueprints: env.BLUEPRINTS_DIR || undefined,
  };
}

/** The message does not repeat what was given: it may be most of a key. */
function secretKey(value: string | undefined): Uint8Array | undefined {
  if (!value) return undefined;
  const key = parseSecretKey(value);
  if (key) return key;
  throw new StartupError(
    "SECRET_KEY has to be at least 32 random bytes in hex or base64, as `openssl rand -hex 32` makes them.",
  );
}

/** Once a switch that believed whoever wrote the header, it would let anybody be anywhere. */
function refuseTrustProxy(value: string | undefined): void {
  if (!value || !flag("TRUST_PROXY", value)) return;
  throw new StartupError(
    "TRUST_PROXY is gone. Name the proxy's address in TRUSTED_PROXIES (such as 127.0.0.1 for one on this machine), and where people reach the server in PUBLIC_ORIGIN (such as https://id.example).",
  );
}

function expressionHost(value: string): string {
  const url = URL.canParse(`http://${value}/`) ? new URL(`http://${value}/`) : undefined;
  const port = /:\d+$/.exec(value)?.[0] ?? "";
  if (url && `${url.hostname}${port}` === value.toLowerCase()) return value.toLowerCase();
  throw new StartupError(`EXPRESSION_HOSTS has to name hosts such as api.example or 10.0.0.5:8080, not "${value}".`);
}

function expressionName(value: string): string {
  const isDomain =
    value !== "" && URL.canParse(`http://${value}/`) && new URL(`http://${value}/`).host === value.toLowerCase();
  if (value === "*" || isNetwork(value) || (isDomain && !value.includes(":"))) return value;
  throw new StartupError(
    `EXPRESSION_DNS has to name domains such as intranet.example, networks such as 10.0.0.0/8, or * for all, not "${value}".`,
  );
}

function smtpUrl(value: string | undefined): string | undefined {
  if (!value) return undefined;
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (url && /^smtps?:$/.test(url.protocol) && url.hostname) return value;
  throw new StartupError(`SMTP_URL has to be like smtps://name:password@mail.example:465/?from=id@mail.example.`);
}

/** Whoever has passkeys for one host means them for all where people reach the server, unless they say otherwise. */
function passkeySites(env: Environment): Pick<Configuration, "relyingParty" | "wellKnown"> {
  const RELATED_ORIGINS = env.RELATED_ORIGINS || (env.RELYING_PARTY_ID ? env.PUBLIC_ORIGIN : "");
  return {
    relyingParty: relyingParty(env.RELYING_PARTY_ID),
    wellKnown: wellKnownSettings({ ...env, RELATED_ORIGINS }),
  };
}

/** A host name without scheme and port, and no address: WebAuthn Level 3 §5.1.2. */
function relyingParty(value: string | undefined): string | undefined {
  if (!value) return undefined;
  const isHost = URL.canParse(`https://${value}`) && new URL(`https://${value}`).hostname === value;
  if (isHost && isIP(value) === 0 && !value.startsWith("[")) return value;
  throw new StartupError(`RELYING_PARTY_ID has to be a host name such as id.example, not "${value}".`);
}

function breachLookupUrl(value: string | undefined): string | undefined {
  if (!value) return undefined;
  if (URL.canParse(value) && /^https?:.*\/$/.test(value)) return value;
  throw new StartupError(`BREACH_LOOKUP_URL has to be like https://passwords.example/range/, not "${value}".`);
}
