/** Where messages may come from. */
export interface MessageSource {
  readonly window: Window | null;
  readonly origin: string;
}

/**
 * Listens to messages of one window and one origin; those of others, and those without an object in them or its JSON, are nobody's
 * business.
 *
 * @param source asked at each message, because a frame has its window only once it is in the document
 */
export function watchWindowMessages(
  source: () => MessageSource,
  onMessage: (data: Readonly<Record<string, unknown>>) => void,
  signal: AbortSignal,
): void {
  const listen = (event: MessageEvent<unknown>): void => {
    const { window, origin } = source();
    if (event.source !== window || event.origin !== origin) return;
    const data = typeof event.data === "string" ? fromJson(event.data) : event.data;
    if (typeof data === "object" && data !== null) onMessage({ ...data });
  };
  addEventListener("message", listen, { signal });
}

/** Sends a message to this window itself, where browser extensions listen. */
export function postToOwnWindow(message: unknown): void {
  postMessage(message, location.origin);
}

/** This window, as a source of messages. */
export function ownWindow(): MessageSource {
  return { window, origin: location.origin };
}

function fromJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined; // A message of another kind.
  }
}
