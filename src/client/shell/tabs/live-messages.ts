import type { ServerMessage } from "../../../protocol/host-config.ts";
import { keepConnected } from "../../platform/live-connection.ts";
import { reloadPage } from "../../platform/environment.ts";
import { isPageHidden } from "../../platform/visibility.ts";
import type { FlowExecutor } from "../flow-executor.ts";

const levels: readonly ServerMessage["level"][] = ["debug", "info", "success", "warning", "error"];

/** Shows what the server says over its WebSocket, and loads a page anew that nobody sees when somebody has signed in beside it. */
export function startLiveMessages(executor: FlowExecutor, signal: AbortSignal, reload = reloadPage): void {
  const url = new URL(`${executor.apiBase.replace(/\/*$/, "/")}ws/client/`, executor.baseURI);
  url.protocol = url.protocol === "http:" ? "ws:" : "wss:";
  keepConnected(
    url.href,
    (message) => {
      const { message_type: type, message: text, level } = message;
      if (type === "session.authenticated" && isPageHidden()) reload();
      if (type !== "message" || typeof text !== "string" || text === "") return;
      void executor.showMessage({ level: levels.find((known) => known === level) ?? "info", message: text });
    },
    signal,
  );
}
