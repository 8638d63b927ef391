/** Where the activation of Duo's app stands. */
export type DuoStatus = "success" | "waiting" | "invalid";

export interface DuoStatusOptions {
  /** Where the server is mounted, with a trailing slash. */
  readonly base: string;
  readonly fetch: typeof fetch;
  /** The value of the `authentik_csrf` cookie now. */
  readonly csrfToken: () => string;
}

/**
 * Asks the server whether Duo's app has been activated. What it has never heard of counts as waiting.
 *
 * @param stageId of the stage that enrols
 * @throws when there is no answer
 */
export async function fetchDuoStatus(
  { base, fetch, csrfToken }: DuoStatusOptions,
  stageId: string,
  signal: AbortSignal,
): Promise<DuoStatus> {
  const url = `${base}api/v3/stages/authenticator/duo/${encodeURIComponent(stageId)}/enrollment_status/`;
  const headers = { Accept: "application/json", "X-authentik-CSRF": csrfToken() };
  const response = await fetch(url, { method: "POST", headers, signal, credentials: "same-origin" });
  if (!response.ok) throw new Error(`Duo's status: ${response.status}`);
  const { duo_response: status } = (await response.json()) as { readonly duo_response?: unknown };
  return status === "success" || status === "invalid" ? status : "waiting";
}
