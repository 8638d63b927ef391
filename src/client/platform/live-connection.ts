/** Milliseconds before the first attempt to connect again; doubled with every further one. */
const shortestWait = 200;
const longestWait = 60_000;

/**
 * Keeps a WebSocket open until the signal aborts. After a loss it connects again, ever more rarely, and not at the very moment at which
 * everybody else does. Only listens; what is no JSON object is passed over.
 *
 * @param url `ws:` or `wss:`
 */
export function keepConnected(
  url: string,
  onMessage: (message: Readonly<Record<string, unknown>>) => void,
  signal: AbortSignal,
): void {
  let socket: WebSocket | undefined;
  let wait = shortestWait;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const close = (): void => {
    clearTimeout(timer);
    const old = socket;
    socket = undefined;
    old?.close();
  };
  const connect = (): void => {
    close();
    const opened = (socket = new WebSocket(url));
    opened.addEventListener("open", () => (wait = shortestWait));
    opened.addEventListener("message", ({ data }) => {
      const message = parse(data);
      if (message && opened === socket) onMessage(message);
    });
    opened.addEventListener("close", () => {
      if (opened !== socket) return;
      timer = setTimeout(connect, wait * (0.5 + Math.random() / 2));
      wait = Math.min(wait * 2, longestWait);
    });
  };
  // An open connection keeps browsers from putting the page into their cache.
  addEventListener("pagehide", close, { signal });
  addEventListener("pageshow", ({ persisted }) => persisted && connect(), { signal });
  signal.addEventListener("abort", close);
  connect();
}

function parse(data: unknown): Readonly<Record<string, unknown>> | undefined {
  try {
    const message: unknown = JSON.parse(String(data));
    return typeof message === "object" && message !== null ? { ...message } : undefined;
  } catch {
    return undefined; // Not for us.
  }
}
