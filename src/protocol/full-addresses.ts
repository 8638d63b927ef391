import { parseUrl } from "./parse-url.ts";

/** Fields of challenges and brands that hold an address. */
const addresses: ReadonlySet<string> = new Set([
  "activation_barcode",
  "application_launch_url",
  "background",
  "branding_favicon",
  "branding_logo",
  "cancel_url",
  "enroll_url",
  "href",
  "icon_url",
  "invalidation_flow_url",
  "js_url",
  "overview_url",
  "passwordless_url",
  "pending_user_avatar",
  "post_url",
  "recovery_url",
  "redirect_url",
  "url",
]);
/** Fields that hold more of them, by any name at all. */
const themed: ReadonlySet<string> = new Set([
  "background_themed_urls",
  "branding_favicon_themed_urls",
  "branding_logo_themed_urls",
]);
/** Fields in which there are such fields. Others may hold what somebody typed, under any name. */
const containers: ReadonlySet<string> = new Set([
  "captcha_stage",
  "challenge",
  "flow_info",
  "logout_urls",
  "sources",
  "ui_footer_links",
]);
/** What the server has below its base; a flow may lead to any other path as the page knows it. */
const serversOwn = /^(application|flows|if|source)\//;

/**
 * What a server said, for a page of another origin, where its paths would be that page's: each address in full.
 *
 * Where a flow leads is the page's own word (`next`) or the server's: of paths only those that the server has itself become its own.
 *
 * @param said a challenge or a brand
 * @param server where the server is mounted, with a slash at the end
 * @param next the page's own `next`
 */
export function withFullAddresses<T extends object>(said: T, server: string, next?: string | null): T {
  const to = "to" in said && typeof said.to === "string" ? said.to : undefined;
  const isOwn = to !== undefined && to !== next && isServersOwn(to, server);
  return fill(said, server, isOwn ? new Set([...addresses, "to"]) : addresses);
}

function isServersOwn(to: string, server: string): boolean {
  const base = new URL(server);
  const url = parseUrl(to, base.href);
  return (
    url?.origin === base.origin &&
    url.pathname.startsWith(base.pathname) &&
    serversOwn.test(url.pathname.slice(base.pathname.length))
  );
}

function fill<T>(value: T, server: string, fields: ReadonlySet<string> | undefined): T {
  if (Array.isArray(value)) return value.map((entry: unknown) => fill(entry, server, fields)) as T;
  if (typeof value !== "object" || value === null) return value;
  const filled = Object.entries(value).map(([name, entry]: [string, unknown]) => {
    if (typeof entry === "string" && (!fields || fields.has(name))) return [name, full(entry, server)];
    if (themed.has(name)) return [name, fill(entry, server, undefined)];
    // A login source leads to the server in any case.
    if (containers.has(name)) return [name, fill(entry, server, new Set([...addresses, "to"]))];
    return [name, entry];
  });
  return Object.fromEntries(filled) as T;
}

function full(address: string, server: string): string {
  if (address === "" || parseUrl(address)) return address;
  return parseUrl(address, server)?.href ?? address;
}
