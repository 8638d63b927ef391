import ipaddr from "ipaddr.js";

/** An address in one spelling, and the network that it is counted by. */
export interface ClientAddress {
  /** IPv4 with dots, or IPv6 as RFC 5952 writes it, without zone; IPv4-mapped IPv6 is IPv4. */
  readonly address: string;
  /** The IPv4 address itself, or the /64 that one IPv6 subscriber has to themselves (RFC 6177), such as `2001:db8:0:1::/64`. */
  readonly network: string;
}

type Parsed = ipaddr.IPv4 | ipaddr.IPv6;

/** What a connection counts as whose peer is not known any more: nobody's address, never trusted. */
export const unknownAddress: ClientAddress = { address: "0.0.0.0", network: "0.0.0.0" };

/**
 * Reads an address as proxies and sockets write it: with or without a port, IPv6 in brackets or not, mapped, with a zone.
 *
 * @returns `undefined` for anything else: names, `unknown`, and IPv4 in octal, hexadecimal or with fewer than four parts, which programs
 * read in different ways
 */
export function parseAddress(text: string): ClientAddress | undefined {
  const parsed = parse(text);
  return parsed && described(parsed);
}

/** An address or a range (`10.0.0.0/8`, `2001:db8::/32`) of a list of trusted proxies. */
export class AddressRange {
  readonly #base: Parsed;
  readonly #bits: number;

  /** @throws {Error} when the text is no address and no range in CIDR notation (RFC 4632, RFC 4291 §2.3) */
  constructor(text: string) {
    const [address = "", bits, ...rest] = text.split("/");
    const base = parse(address);
    const width = base?.kind() === "ipv4" ? 32 : 128;
    const length = bits === undefined ? width : /^\d{1,3}$/.test(bits) ? Number(bits) : NaN;
    if (!base || rest.length > 0 || !(length <= width)) throw new Error(`"${text}" is no address and no range.`);
    this.#base = base;
    this.#bits = length;
  }

  includes({ address }: ClientAddress): boolean {
    const parsed = parse(address);
    return parsed?.kind() === this.#base.kind() && parsed.match(this.#base, this.#bits);
  }
}

function parse(text: string): Parsed | undefined {
  const bare = withoutPort(text.trim()).replace(/%[\w.-]+$/, "");
  if (ipaddr.IPv4.isValidFourPartDecimal(bare)) return ipaddr.IPv4.parse(bare);
  if (!bare.includes(":") || !ipaddr.IPv6.isValid(bare)) return undefined;
  const address = ipaddr.IPv6.parse(bare);
  return address.isIPv4MappedAddress() ? address.toIPv4Address() : address;
}

/** A port is told from IPv6's last group by brackets, or by there being one colon only. */
function withoutPort(text: string): string {
  const bracketed = /^\[([^\]]*)\](?::\d{1,5})?$/.exec(text);
  if (bracketed) return bracketed[1] ?? "";
  return /^[^:]*:\d{1,5}$/.test(text) ? text.slice(0, text.indexOf(":")) : text;
}

function described(parsed: Parsed): ClientAddress {
  const address = parsed.toString();
  if (parsed instanceof ipaddr.IPv4) return { address, network: address };
  const prefix = parsed.parts.map((part, index) => (index < 4 ? part : 0));
  return { address: parsed.toRFC5952String(), network: `${new ipaddr.IPv6(prefix).toRFC5952String()}/64` };
}
