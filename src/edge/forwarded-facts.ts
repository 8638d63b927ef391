import { parse } from "forwarded-parse";
import { type AddressRange, type ClientAddress, parseAddress } from "./client-address.ts";

/** What proxies of ours tell of the request that they pass on. */
export interface ForwardedFacts {
  readonly client: ClientAddress;
  readonly proto: string | undefined;
  readonly host: string | undefined;
}

type Headers = (name: string) => string | undefined;
/** One proxy's account of who asked it, the nearest proxy's last. */
type Hop = { readonly from: string };

/**
 * Reads `X-Forwarded-For`, `-Proto` and `-Host`, or `Forwarded` (RFC 7239), of a request whose peer is a proxy of ours.
 *
 * Entries are counted from the right, because everything left of what our own proxies wrote may have been written by anybody. Where an entry
 * is no address, the request counts as the peer's. So it does where a request has both headers and they disagree: proxies write one of them
 * and let the other through as the client sent it.
 */
export function forwardedFacts(header: Headers, peer: ClientAddress, trusted: readonly AddressRange[]): ForwardedFacts {
  const legacy = splitList(header("x-forwarded-for"));
  const standard = forwardedElements(header("forwarded"));
  const fromLegacy =
    legacy &&
    clientBehind(
      legacy.map((from) => ({ from })),
      peer,
      trusted,
    );
  const fromStandard =
    standard &&
    clientBehind(
      standard.map((hop) => ({ from: hop.for ?? "" })),
      peer,
      trusted,
    );
  const doAgree = !fromLegacy || !fromStandard || fromLegacy.address === fromStandard.address;
  const nearest = standard?.at(-1);
  return {
    client: doAgree ? (fromLegacy ?? fromStandard ?? peer) : peer,
    proto: splitList(header("x-forwarded-proto"))?.at(-1) ?? nearest?.proto,
    host: splitList(header("x-forwarded-host"))?.at(-1) ?? nearest?.host,
  };
}

/** Whether somebody has passed the request on, proxy of ours or not. */
export function isForwarded(header: Headers): boolean {
  return ["forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip"].some(
    (name) => header(name) !== undefined,
  );
}

function clientBehind(hops: readonly Hop[], peer: ClientAddress, trusted: readonly AddressRange[]): ClientAddress {
  let client = peer;
  for (const { from } of [...hops].reverse()) {
    if (!trusted.some((range) => range.includes(client))) return client;
    const address = parseAddress(from);
    if (!address) return peer;
    client = address;
  }
  return client;
}

/** @returns `undefined` for a header that is not there; one that cannot be read is a hop that tells nothing */
function forwardedElements(value: string | undefined): Record<string, string>[] | undefined {
  if (value === undefined) return undefined;
  try {
    return parse(value);
  } catch {
    // Nothing in it can be believed; the request counts as the peer's.
    return [{}];
  }
}

function splitList(value: string | undefined): string[] | undefined {
  return value?.split(",").map((entry) => entry.trim());
}
