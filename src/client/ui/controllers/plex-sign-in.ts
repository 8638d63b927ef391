import type { LitElement } from "lit";
import type { Challenge, ChallengeOf } from "../../../protocol/challenges.ts";
import { PlexTokenError, redeemPlexToken } from "../../flow/plex-token.ts";
import { Plex, type PlexPin } from "../../platform/plex.ts";
import { Popup } from "../../platform/popup.ts";
import { FlowContextConsumer } from "./flow-context-consumer.ts";

/** How signing in at Plex goes. `blocked` goes on too: the person opens the window. */
export type PlexStatus = "idle" | "waiting" | "blocked" | "redeeming" | "closed" | "late" | "refused" | "failed";

/** Milliseconds between two questions to Plex, and until nobody is expected any more. */
const interval = 1000;
const responseTimeout = 5 * 60_000;

interface PlexHost extends LitElement {
  readonly challenge: ChallengeOf<"ak-source-plex">;
}

/** Signs in at Plex in a window of its own: a code, a token for it, and the server's word on the token. Ends with its stage. */
export class PlexSignIn {
  status: PlexStatus = "idle";
  /** Where to sign in by hand, once it is known. */
  address = "";

  readonly #host: PlexHost;
  readonly #context: FlowContextConsumer;
  readonly #onDone: (challenge: Challenge) => void;
  #popup: Popup | undefined;
  #run: AbortController | undefined;

  /** @param onDone gets where the flow goes on */
  constructor(host: PlexHost, onDone: (challenge: Challenge) => void) {
    this.#host = host;
    this.#context = new FlowContextConsumer(host);
    this.#onDone = onDone;
    host.addController({ hostDisconnected: () => this.#stop() });
  }

  /** Begins, or begins again. To be called in a click, because a window is opened. */
  async start(): Promise<void> {
    this.#stop();
    const { signal } = (this.#run = new AbortController());
    const popup = (this.#popup = Popup.open(550, 700));
    this.address = "";
    this.#set(popup ? "waiting" : "blocked");
    try {
      const plex = new Plex(this.#host.challenge.client_id);
      const pin = await plex.requestPin(signal);
      this.address = plex.signInUrl(pin);
      popup?.goTo(this.address);
      this.#host.requestUpdate();
      const token = await this.#tokenFor(plex, pin, signal);
      if (token) await this.#redeem(token, signal);
    } catch (cause) {
      if (signal.aborted) return; // Begun again, or left.
      this.#popup?.close();
      this.#set(cause instanceof PlexTokenError && cause.isRefused ? "refused" : "failed");
    }
  }

  /** The token, or nothing when nobody signs in. */
  async #tokenFor(plex: Plex, pin: PlexPin, signal: AbortSignal): Promise<string | undefined> {
    for (let waited = 0; waited < responseTimeout; waited += interval) {
      await pause(interval, signal);
      const wasClosed = this.#popup?.isClosed === true; // Before the question: who is done closes the window.
      const token = await plex.token(pin, signal);
      if (token) return token;
      if (!wasClosed) continue;
      this.#set("closed");
      return undefined;
    }
    this.#popup?.close();
    this.#set("late");
    return undefined;
  }

  async #redeem(token: string, signal: AbortSignal): Promise<void> {
    this.#popup?.close();
    this.#set("redeeming");
    const { api } = this.#context;
    if (!api) throw new Error("a Plex sign-in stands in no flow");
    this.#onDone(await redeemPlexToken(api, this.#host.challenge.slug, token, signal));
  }

  #stop(): void {
    this.#run?.abort();
    this.#popup?.close();
    this.#popup = undefined;
  }

  #set(status: PlexStatus): void {
    this.status = status;
    this.#host.requestUpdate();
  }
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      clearTimeout(timer);
      reject(new DOMException("aborted", "AbortError"));
    };
    const timer = setTimeout(() => {
      signal.removeEventListener("abort", stop);
      resolve();
    }, milliseconds);
    signal.addEventListener("abort", stop, { once: true });
  });
}
