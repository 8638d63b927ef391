/** A code that somebody confirms at Plex. */
export interface PlexPin {
  readonly id: number;
  readonly code: string;
}

/** Talks to Plex, the PIN way: a code is made, somebody signs in with it, and the code turns into a token. */
export class Plex {
  readonly #clientId: string;
  readonly #fetch: typeof fetch;

  /** @param clientId by which Plex knows the server */
  constructor(clientId: string, request: typeof fetch = (...args) => fetch(...args)) {
    this.#clientId = clientId;
    this.#fetch = request;
  }

  /** A new code. @throws when there is no answer, or one without a code */
  async requestPin(signal: AbortSignal): Promise<PlexPin> {
    const { id, code } = await this.#request("?strong=true", { method: "POST", signal });
    if (typeof id !== "number" || typeof code !== "string") throw new Error("no PIN in Plex's answer");
    return { id, code };
  }

  /** Where somebody signs in with the code. */
  signInUrl({ code }: PlexPin): string {
    return `https://app.plex.tv/auth#?clientID=${encodeURIComponent(this.#clientId)}&code=${encodeURIComponent(code)}`;
  }

  /** The token, once somebody has signed in; `""` before. @throws when there is no answer */
  async token({ id }: PlexPin, signal: AbortSignal): Promise<string> {
    const { authToken } = await this.#request(`/${id}`, { signal });
    return typeof authToken === "string" ? authToken : "";
  }

  async #request(path: string, init: RequestInit): Promise<Readonly<Record<string, unknown>>> {
    const headers = {
      Accept: "application/json",
      "X-Plex-Client-Identifier": this.#clientId,
      "X-Plex-Product": "authentik",
    };
    const response = await this.#fetch(`https://plex.tv/api/v2/pins${path}`, { ...init, headers, credentials: "omit" });
    if (!response.ok) throw new Error(`Plex: ${response.status}`);
    const answer: unknown = await response.json();
    return typeof answer === "object" && answer !== null ? { ...answer } : {};
  }
}
