/** Percent-encodes like Python's `quote(safe="")`: authentik compares URLs as strings, and `encodeURIComponent` leaves `! ' ( ) *` bare. */
export function encodeQueryValue(value: string): string {
  return encodeURIComponent(value).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
}

/**
 * The executor's URL for a flow.
 *
 * @param apiBase where the server is mounted: an absolute URL or a path, with or without a trailing slash (`/`, `https://id.example/sub/`)
 * @param slug the flow's slug
 * @param query the page's own query string, without `?`; the server reads `next`, `flow_token` … from it
 */
export function executorUrl(apiBase: string, slug: string, query: string): string {
  return apiUrl(apiBase, executorPath(slug, query));
}

/** The same, below `api/v3/`. */
export function executorPath(slug: string, query: string): string {
  return `flows/executor/${encodeURIComponent(slug)}/?query=${encodeQueryValue(query)}`;
}

/** The URL of an API path (relative to `api/v3/`) below `apiBase`. */
export function apiUrl(apiBase: string, path: string): string {
  return `${apiBase.replace(/\/*$/, "/")}api/v3/${path}`;
}

/** The slug in a page's path (`…/if/flow/<slug>/`), or `undefined` where there is none. */
export function slugFromPath(pathname: string): string | undefined {
  return /\/if\/flow\/([-\w]+)\//.exec(pathname)?.[1];
}
