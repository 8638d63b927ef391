/** What a page that runs a flow loads: the element, and what only a page of our own has. */
import type { ServerMessage } from "../../protocol/host-config.ts";
import "./flow-executor.ts";

/** Shows a message from the server that belongs to no field. */
export async function showMessage(message: ServerMessage): Promise<void> {
  const { showToast } = await import("./toasts.ts");
  showToast(message);
}
