import type { Challenge } from "../../protocol/challenges.ts";
import type { ApiClient } from "./api-client.ts";

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
  api: ApiClient,
  slug: string,
  token: string,
  signal: AbortSignal,
): Promise<Challenge> {
  const path = `sources/plex/redeem_token/?slug=${encodeURIComponent(slug)}`;
  const response = await api.send(path, signal, { plex_token: token });
  if (!response.ok) throw new PlexTokenError(response.status);
  const { to } = (await response.json()) as { readonly to?: unknown };
  if (typeof to !== "string") throw new PlexTokenError(response.status);
  return { component: "xak-flow-redirect", to };
}
