import type { Inspection } from "../../protocol/inspection.ts";
import type { ApiClient } from "./api-client.ts";

/** Why a flow cannot be inspected. */
export type InspectionProblem = "signed-out" | "not-allowed" | "nothing" | "failed";

/** The inspector has no answer; the view finds the words. */
export class InspectionError extends Error {
  readonly code: InspectionProblem;

  constructor(code: InspectionProblem, options?: ErrorOptions) {
    super(code, options);
    this.name = "InspectionError";
    this.code = code;
  }
}

const codes: Readonly<Record<number, InspectionProblem>> = { 400: "nothing", 403: "signed-out", 404: "not-allowed" };

/**
 * Asks where the session stands in a flow.
 *
 * @param slug of the flow
 * @throws {InspectionError} or an abort
 */
export async function fetchInspection(api: ApiClient, slug: string, signal: AbortSignal): Promise<Inspection> {
  try {
    const response = await api.send(`flows/inspector/${encodeURIComponent(slug)}/`, signal);
    if (!response.ok) throw new InspectionError(codes[response.status] ?? "failed");
    const answer = (await response.json()) as Partial<Inspection> | null;
    if (!Array.isArray(answer?.plans)) throw new InspectionError("failed");
    return { ...answer, plans: answer.plans, is_completed: answer.is_completed === true };
  } catch (cause) {
    if (signal.aborted || cause instanceof InspectionError) throw cause;
    throw new InspectionError("failed", { cause });
  }
}
