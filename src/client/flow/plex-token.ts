import type { Challenge } from "../../protocol/challenges.ts";
import { apiUrl } from "../../protocol/flow-url.ts";

export interface PlexTokenOptions {
  /** Where the server is mounted. */
  readonly base: string;
  readonly fetch: typeof fetch;
  /** The value of the `authentik_csrf` cookie now. */
  readonly csrfToken: () => string;
}

/** Why the server did not take the token. */
export class PlexTokenError extends Error {
  /** The server has refused this account, rather than failed. */
  readonly isRefused: boolean;

  constructor(status: number) {
    super(`redeeming Plex's token: ${status}`);
    this.name = "PlexTokenError";
    this.isRefused = status === 400 || status === 403;
  }
}

/**
 * Hands Plex's token to the server.
 *
 * @param slug of the login source
 * @returns where the flow goes on
 * @throws {PlexTokenError} or what `fetch` throws
 */
export async function redeemPlexToken(
  { base, fetch, csrfToken }: PlexTokenOptions,
  slug: string,
  token: string,
  signal: AbortSignal,
): Promise<Challenge> {
  const response = await fetch(`${apiUrl(base, "sources/plex/redeem_token/")}?slug=${encodeURIComponent(slug)}`, {
    method: "POST",
    headers: { Accept: "application/json", "Content-Type": "application/json", "X-authentik-CSRF": csrfToken() },
    body: JSON.stringify({ plex_token: token }),
    credentials: "same-origin",
    signal,
  });
  if (!response.ok) throw new PlexTokenError(response.status);
  const { to } = (await response.json()) as { readonly to?: unknown };
  if (typeof to !== "string") throw new PlexTokenError(response.status);
  return { component: "xak-flow-redirect", to };
}
