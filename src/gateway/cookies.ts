/** What a `Set-Cookie` header is about; two with the same are the same cookie (RFC 6265 §5.3). */
interface Identity {
  readonly name: string;
  readonly domain: string;
  readonly path: string;
}

/** The cookies of one request and those that answers have set since, as the browser would have them. */
export class CookieJar {
  readonly #values = new Map<string, string>();
  readonly #set = new Map<string, string>();
  readonly #path: string;

  /**
   * @param header the request's `Cookie`
   * @param path the address that is asked; cookies for others are handed on, but not sent
   */
  constructor(header: string | undefined, path: string) {
    this.#path = path;
    for (const pair of (header ?? "").split(";")) {
      const { name, value } = nameAndValue(pair);
      if (name !== "" && !this.#values.has(name)) this.#values.set(name, value);
    }
  }

  /** Takes the `Set-Cookie` headers of an answer. A later one takes the place of an earlier one that is about the same cookie. */
  take(headers: readonly string[] | undefined): void {
    for (const header of headers ?? []) {
      const about = identity(header);
      const key = JSON.stringify(about);
      this.#set.delete(key);
      this.#set.set(key, header);
      if (!matches(this.#path, about.path)) continue;
      if (hasExpired(header)) this.#values.delete(about.name);
      else this.#values.set(about.name, nameAndValue(header.split(";")[0] ?? "").value);
    }
  }

  /** The `Cookie` header for the next request, if there is anything in it. */
  get header(): string | undefined {
    const pairs = [...this.#values].map(([name, value]) => `${name}=${value}`);
    return pairs.length > 0 ? pairs.join("; ") : undefined;
  }

  /** What the browser would send by a name. */
  value(name: string): string | undefined {
    return this.#values.get(name);
  }

  /** The `Set-Cookie` headers for the browser, in order. */
  get toSet(): readonly string[] {
    return [...this.#set.values()];
  }
}

/** A pair of a `Cookie` header, or what a `Set-Cookie` header begins with; without a name there is no cookie. */
export function nameAndValue(pair: string): { name: string; value: string } {
  const at = pair.indexOf("=");
  return at < 0 ? { name: "", value: "" } : { name: pair.slice(0, at).trim(), value: pair.slice(at + 1).trim() };
}

function identity(header: string): Identity {
  const [pair = ""] = header.split(";");
  const domain = attribute(header, "domain")?.replace(/^\./, "").toLowerCase() ?? "";
  const path = attribute(header, "path") ?? "";
  return { name: nameAndValue(pair).name, domain, path: path.startsWith("/") ? path : "/" };
}

function attribute(header: string, name: string): string | undefined {
  const found = header
    .split(";")
    .slice(1)
    .map(nameAndValue)
    .filter((pair) => pair.name.toLowerCase() === name);
  return found.at(-1)?.value;
}

/** RFC 6265 §5.1.4. */
function matches(path: string, of: string): boolean {
  return path === of || (path.startsWith(of) && (of.endsWith("/") || path[of.length] === "/"));
}

/** `Max-Age` is believed before `Expires` (RFC 6265 §5.3). */
function hasExpired(header: string): boolean {
  const age = attribute(header, "max-age");
  if (age !== undefined && /^-?\d+$/.test(age)) return Number(age) <= 0;
  const expires = attribute(header, "expires");
  return expires !== undefined && Date.parse(expires) <= Date.now();
}
