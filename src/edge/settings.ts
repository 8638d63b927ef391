import { AddressRange } from "./client-address.ts";
import { isLoopbackHost } from "./host-url.ts";
import { StartupError } from "./startup-error.ts";

/**
 * Settings from environment variables, as the embedded executor and the gateway have them in common.
 *
 * Each throws a StartupError that names the variable and what it may be.
 */
export type Environment = Readonly<Record<string, string | undefined>>;

export function portSetting(value: string): number {
  const number = Number(value);
  if (!/^\d+$/.test(value) || number > 65_535)
    throw new StartupError(`PORT has to be a number from 0 to 65535, not "${value}".`);
  return number;
}

export function flag(name: string, value: string | undefined): boolean {
  if (!value || ["0", "false", "no"].includes(value.toLowerCase())) return false;
  if (["1", "true", "yes"].includes(value.toLowerCase())) return true;
  throw new StartupError(`${name} has to be true or false, not "${value}".`);
}

/** Entries separated by commas or blanks. */
export function list(value: string | undefined): string[] {
  return (value ?? "").split(/[\s,]+/).filter(Boolean);
}

export function originSetting(name: string, value: string): string {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (
    url &&
    /^https?:$/.test(url.protocol) &&
    !url.host.includes("*") &&
    url.pathname === "/" &&
    !url.search &&
    !url.hash &&
    !url.username
  ) {
    return url.origin;
  }
  throw new StartupError(`${name} has to be scheme and host such as https://id.example, not "${value}".`);
}

export function trustedProxies({ TRUSTED_PROXIES: value }: Environment): string[] {
  const ranges = list(value);
  for (const range of ranges) {
    try {
      new AddressRange(range);
    } catch (cause) {
      const example = "addresses or ranges such as 127.0.0.1 10.0.0.0/8 2001:db8::/32";
      throw new StartupError(`TRUSTED_PROXIES has to be ${example}, not "${range}".`, { cause });
    }
  }
  return ranges;
}

/** Sources as CSP writes them, separated by spaces. */
export function frameAncestors(value: string | undefined): string[] {
  const sources = (value || "'self'").split(/\s+/).filter(Boolean);
  const wrong = sources.find((source) => !/^('self'|'none'|https?:(\/\/[^\s;,']+)?|[\w*][\w.*:-]*)$/.test(source));
  if (wrong === undefined) return sources;
  throw new StartupError(
    `FRAME_ANCESTORS has to be a list of CSP sources such as 'self' https://portal.example, not "${wrong}".`,
  );
}

/** Pages of other origins that may run flows. Whoever can change such a page on its way sees what is typed into it. */
export function embeddingOrigins(value: string | undefined): string[] {
  return list(value).map((entry) => {
    const origin = originSetting("EMBEDDING_ORIGINS", entry);
    if (origin.startsWith("https:") || isLoopbackHost(new URL(origin).hostname)) return origin;
    throw new StartupError(
      `EMBEDDING_ORIGINS has to name pages over https, such as https://app.example, not "${entry}".`,
    );
  });
}
