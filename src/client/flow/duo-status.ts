import type { ApiClient } from "./api-client.ts";

/** Where the activation of Duo's app stands. */
export type DuoStatus = "success" | "waiting" | "invalid";

/**
 * Asks the server whether Duo's app has been activated. What it has never heard of counts as waiting.
 *
 * @param stageId of the stage that enrols
 * @throws when there is no answer
 */
export async function fetchDuoStatus(api: ApiClient, stageId: string, signal: AbortSignal): Promise<DuoStatus> {
  const path = `stages/authenticator/duo/${encodeURIComponent(stageId)}/enrollment_status/`;
  const response = await api.send(path, signal, {}); // The server takes this question as a POST.
  if (!response.ok) throw new Error(`Duo's status: ${response.status}`);
  const { duo_response: status } = (await response.json()) as { readonly duo_response?: unknown };
  return status === "success" || status === "invalid" ? status : "waiting";
}
