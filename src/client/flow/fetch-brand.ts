import type { Brand } from "../../protocol/challenges.ts";
import type { ApiClient } from "./api-client.ts";

/** The server's brand, or `undefined` where it cannot be had: it only decorates, so a flow goes on without. */
export async function fetchBrand(api: ApiClient, signal: AbortSignal): Promise<Brand | undefined> {
  try {
    const response = await api.send("core/brands/current/", signal);
    return response.ok ? ((await response.json()) as Brand) : undefined;
  } catch {
    return undefined;
  }
}
