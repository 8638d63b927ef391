import type { Brand } from "../../protocol/challenges.ts";
import { apiUrl } from "../../protocol/flow-url.ts";

/** The server's brand, or `undefined` where it cannot be had: it only decorates, so a flow goes on without. */
export async function fetchBrand(apiBase: string, signal: AbortSignal): Promise<Brand | undefined> {
  try {
    const response = await fetch(apiUrl(apiBase, "core/brands/current/"), { signal });
    return response.ok ? ((await response.json()) as Brand) : undefined;
  } catch {
    return undefined;
  }
}
