import type { ApiClient } from "./api-client.ts";

/** The user name of who is signed in, or `""` where nobody is, or where it cannot be had. */
export async function fetchSignedInName(api: ApiClient, signal: AbortSignal): Promise<string> {
  try {
    const response = await api.send("core/users/me/", signal);
    if (!response.ok) return "";
    const { user } = (await response.json()) as { readonly user?: { readonly username?: unknown } };
    return typeof user?.username === "string" ? user.username : "";
  } catch {
    return "";
  }
}
