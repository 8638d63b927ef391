import { existsSync, readFileSync } from "node:fs";
import { createSecureContext } from "node:tls";
import {
  embeddingOrigins,
  type Environment,
  flag,
  frameAncestors,
  originSetting,
  portSetting,
  trustedProxies,
} from "../edge/settings.ts";
import { StartupError } from "../edge/startup-error.ts";
import { wellKnownSettings, type WellKnownSettings } from "../edge/well-known.ts";

/** How the gateway was asked to run. */
export interface GatewaySettings {
  /** The authentik server that it stands in front of; it connects to nothing else. */
  readonly upstream: URL;
  readonly host: string;
  readonly port: number;
  /** Below which path authentik is mounted, with a slash at both ends. */
  readonly webPath: string;
  /** Milliseconds that a flow's page waits for what goes into it. */
  readonly pagePatience: number;
  /** Addresses and ranges of the proxies in front that are believed. */
  readonly trustedProxies: readonly string[];
  readonly frameAncestors: readonly string[];
  /** Pages of other origins that may run flows. */
  readonly embeddingOrigins: readonly string[];
  readonly captchaOrigin: string | undefined;
  /** In PEM; without it the gateway speaks plain HTTP. */
  readonly tls: { readonly cert: Buffer; readonly key: Buffer } | undefined;
  readonly hasMetrics: boolean;
  /** The flow in which people change their password. */
  readonly passwordFlow: string;
  readonly wellKnown: WellKnownSettings;
}

/**
 * Reads the settings from environment variables: `UPSTREAM`, `HOST`, `PORT`, `WEB_PATH`, `PAGE_PATIENCE`, `TRUSTED_PROXIES`,
 * `FRAME_ANCESTORS`, `EMBEDDING_ORIGINS`, `CAPTCHA_ORIGIN`, `TLS_CERT`, `TLS_KEY`, `METRICS`, `PASSWORD_FLOW`,
 * `RELATED_ORIGINS`, `SECURITY_CONTACT`.
 *
 * @throws StartupError naming the variable and what it may be
 */
export function readGatewaySettings(env: Environment): GatewaySettings {
  if (!env.UPSTREAM)
    throw new StartupError("UPSTREAM is missing: name the authentik server, such as http://127.0.0.1:9000.");
  return {
    upstream: new URL(originSetting("UPSTREAM", env.UPSTREAM)),
    host: env.HOST || "127.0.0.1",
    port: portSetting(env.PORT || "9100"),
    webPath: webPath(env.WEB_PATH || "/"),
    pagePatience: milliseconds(env.PAGE_PATIENCE || "300"),
    trustedProxies: trustedProxies(env),
    frameAncestors: frameAncestors(env.FRAME_ANCESTORS),
    embeddingOrigins: embeddingOrigins(env.EMBEDDING_ORIGINS),
    captchaOrigin: env.CAPTCHA_ORIGIN ? originSetting("CAPTCHA_ORIGIN", env.CAPTCHA_ORIGIN) : undefined,
    tls: tls(env),
    hasMetrics: flag("METRICS", env.METRICS),
    passwordFlow: slug(env.PASSWORD_FLOW || "default-password-change"),
    wellKnown: wellKnownSettings(env),
  };
}

function webPath(value: string): string {
  if (/^\/([\w.~-]+\/?)*$/.test(value)) return value.endsWith("/") ? value : `${value}/`;
  throw new StartupError(`WEB_PATH has to be a path such as /sign-in/, not "${value}".`);
}

function slug(value: string): string {
  if (/^[-a-zA-Z0-9_]+$/.test(value)) return value;
  throw new StartupError(`PASSWORD_FLOW has to be a flow's slug such as default-password-change, not "${value}".`);
}

function milliseconds(value: string): number {
  if (/^\d{1,5}$/.test(value)) return Number(value);
  throw new StartupError(`PAGE_PATIENCE has to be milliseconds from 0 to 99999, not "${value}".`);
}

function tls({ TLS_CERT: certFile, TLS_KEY: keyFile }: Environment): GatewaySettings["tls"] {
  if (!certFile && !keyFile) return undefined;
  if (!certFile || !keyFile) throw new StartupError("TLS_CERT and TLS_KEY are files that belong together: name both.");
  const [cert, key] = [readPem("TLS_CERT", certFile), readPem("TLS_KEY", keyFile)];
  try {
    createSecureContext({ cert, key });
  } catch (cause) {
    throw new StartupError("TLS_CERT and TLS_KEY are no certificate with its key, in PEM.", { cause });
  }
  return { cert, key };
}

function readPem(name: string, file: string): Buffer {
  if (!existsSync(file)) throw new StartupError(`${name} names a file that is not there: "${file}".`);
  try {
    return readFileSync(file);
  } catch (cause) {
    throw new StartupError(`${name} names a file that cannot be read: "${file}".`, { cause });
  }
}
