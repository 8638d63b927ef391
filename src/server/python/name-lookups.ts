import { lookup, lookupService } from "node:dns";
import { isIP } from "node:net";
import { domainToASCII } from "node:url";
import { promisify } from "node:util";
import ipaddr from "ipaddr.js";
import { Refusal } from "../engine/refusal.ts";

const lookUpHost = promisify(lookup);
const lookUpAddress = promisify(lookupService);

/** Milliseconds; the expression has five seconds for everything. */
const longest = 3_000;

/**
 * Looks up names and addresses for expressions, as the system does it: of the domains and networks that an administrator has named, and of no
 * others. A name that is asked for reaches whoever answers for its domain, and may carry what an expression knows.
 */
export class NameLookups {
  readonly #domains: readonly string[];
  readonly #networks: readonly ReturnType<typeof ipaddr.parseCIDR>[];

  /** @param named such as `intranet.example`, with all that is below it; `10.0.0.0/8`; `*` for everything */
  constructor(named: readonly string[]) {
    this.#domains = named.filter((entry) => !isNetwork(entry)).map((domain) => domain.toLowerCase());
    this.#networks = named.filter(isNetwork).map(network);
  }

  /**
   * @param version 4 or 6 for addresses of that kind; anything else for both
   * @returns the addresses of a host; none where it has none
   * @throws Refusal where it may not be asked for, or nobody answers in time
   */
  async addresses(host: string, version: unknown): Promise<string[]> {
    const family = version === 4 || version === 6 ? version : 0;
    if (isIP(host) !== 0) return family === 0 || family === isIP(host) ? [host] : [];
    // As it is asked for, in letters that mean nothing else to those who look it up.
    const name = isNameLike(host) ? domainToASCII(host.replace(/\.$/, "")) : "";
    if (!isNameLike(name)) return [];
    if (!this.#domains.some((domain) => domain === "*" || name === domain || name.endsWith(`.${domain}`))) {
      throw new Refusal(`The name ${host} is not within the domains of EXPRESSION_DNS.`);
    }
    const found = await inTime(lookUpHost(name, { all: true, family }).catch(() => []));
    return [...new Set(found.map(({ address }) => address))];
  }

  /**
   * @returns the name of an address; the address where it has none
   * @throws Refusal where it may not be asked for, or nobody answers in time
   */
  async nameOf(address: string): Promise<string> {
    if (isIP(address) === 0) return address;
    const parsed = ipaddr.process(address);
    const isNamed = this.#networks.some(([range, bits]) => range.kind() === parsed.kind() && parsed.match(range, bits));
    if (!isNamed && !this.#domains.includes("*")) {
      throw new Refusal(`The address ${address} is not within the networks of EXPRESSION_DNS.`);
    }
    // The port is for the name of a service, which nobody asks for.
    return inTime(
      lookUpAddress(address, 80).then(
        ({ hostname }) => hostname || address,
        () => address,
      ),
    );
  }
}

/** Whether there is nothing in it but letters, digits, hyphens and dots, of ASCII at least. */
function isNameLike(host: string): boolean {
  return /^[\w.\-\u0080-\u{10ffff}]+$/u.test(host);
}

/** Whether an entry of the setting is an address or a range of them. */
export function isNetwork(entry: string): boolean {
  return ipaddr.isValidCIDR(entry) || isIP(entry) !== 0;
}

function network(entry: string): ReturnType<typeof ipaddr.parseCIDR> {
  if (isIP(entry) === 0) return ipaddr.parseCIDR(entry);
  const address = ipaddr.process(entry);
  return [address, address.kind() === "ipv4" ? 32 : 128];
}

async function inTime<T>(answer: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Refusal("The name server took too long to answer.")), longest);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}
