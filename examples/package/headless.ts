import { FlowSession } from "flow-interface/session";
import { createTestExecutor, fixtures, mockFlow } from "flow-interface/testing";

/** Signs in without a page. @returns where the flow leads */
export async function signIn(apiBase: string, send: typeof fetch): Promise<string> {
  const session = new FlowSession({ slug: "with-mfa", apiBase, fetch: send });
  for await (const state of session) {
    if (state.status === "leaving") return state.to;
    if (state.status === "failed") throw new Error(state.problem.code);
    if (state.status !== "showing" || state.busy) continue;
    const { challenge } = state;
    if (challenge.component === "ak-stage-identification") void session.submit({ uid_field: "ada" });
    else if (challenge.component === "ak-stage-password") void session.submit({ password: "secret" });
    else throw new Error(`nobody told this program of ${challenge.component}`);
  }
  return "";
}

export const flow = mockFlow([fixtures["ak-stage-password"]({ pending_user: "ada" })]);
export const startExecutor = (): Promise<string> => createTestExecutor().then((executor) => executor.listen());
