/** What tabs of one site tell each other; names and shapes are those of authentik, whose own pages may listen too. */
export interface TabMessage {
  readonly type: "discover" | "discoverReply" | "continue" | "exit";
  readonly sender: string;
  /** Whom it is for; without, everybody. */
  readonly target?: string;
}

/** This tab among the others of the site. */
export class TabChannel {
  /** Made anew for each page: what tabs keep would be the same in a tab that was cloned. */
  readonly id = crypto.getRandomValues(new Uint32Array(4)).join("-");
  readonly #channel = new BroadcastChannel("authentik");

  /** @param onMessage told of messages for everybody and for this tab */
  constructor(onMessage: (message: TabMessage) => void, signal: AbortSignal) {
    this.#channel.addEventListener("message", ({ data }: MessageEvent<Partial<TabMessage> | null>) => {
      if (!data?.type || typeof data.sender !== "string") return;
      const { type, sender, target } = data;
      if (sender !== this.id && (target === undefined || target === this.id))
        onMessage({ type, sender, ...(target && { target }) });
    });
    signal.addEventListener("abort", () => this.#channel.close());
  }

  say(type: TabMessage["type"], target?: string): void {
    this.#channel.postMessage({ type, sender: this.id, ...(target && { target }) } satisfies TabMessage);
  }
}

/**
 * Does something that only one tab should do at a time; does nothing if another one is at it. The browser lets go of the lock when its
 * tab ends, however that happens. Where there are no locks (pages without TLS) it is done all the same.
 */
export async function asOnlyTab(name: string, work: () => Promise<void>): Promise<void> {
  if (!("locks" in navigator)) return work();
  await navigator.locks.request(name, { ifAvailable: true }, async (lock) => {
    if (lock) await work();
  });
}
