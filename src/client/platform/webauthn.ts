import { type CredentialJson, credentialJson, parseCreationOptions, parseRequestOptions } from "./webauthn-json.ts";
import { keep, readKept } from "./storage.ts";
import { WebAuthnError, webAuthnProblem } from "./webauthn-problem.ts";

/** Milliseconds: a browser that takes longer to tell what it can do is not going to. */
const detectionLimit = 1000;
/** Where it is noted that somebody has used a passkey or security key in this browser. */
const usedKey = "flow-passkey-used";
/** Milliseconds in which nobody can have said no: the browser has. */
const reflexTime = 300;

/** What came of a ceremony, and for which site it was, if not for the page's host. */
interface Outcome {
  readonly relyingParty: string | undefined;
  readonly credential: Credential | null;
}

/**
 * Ceremonies with passkeys and security keys. One at a time: the next one ends the one before, and so does {@link stop}. What was ended
 * so never settles, because nobody waits for it any more.
 */
export class WebAuthn {
  #ceremony: AbortController | undefined;
  /** The last credential that came of it, and whose it is. */
  #given: { readonly relyingParty: string; readonly id: string } | undefined;

  /**
   * Proves that somebody holds a passkey or security key.
   *
   * @param options request options as JSON
   * @throws {WebAuthnError}
   */
  authenticate(options: unknown): Promise<CredentialJson> {
    return this.#run(async (signal) => {
      const publicKey = parseRequestOptions(options);
      return { relyingParty: publicKey.rpId, credential: await navigator.credentials.get({ publicKey, signal }) };
    });
  }

  /** The same, but the browser offers it where the account's name is typed in, and waits for as long as it takes. @throws {WebAuthnError} */
  authenticateFromAutofill(options: unknown): Promise<CredentialJson> {
    return this.#run(async (signal) => {
      const publicKey = parseRequestOptions(options);
      const credential = await navigator.credentials.get({ publicKey, mediation: "conditional", signal });
      return { relyingParty: publicKey.rpId, credential };
    });
  }

  /**
   * Makes a new passkey, or registers a security key.
   *
   * @param options creation options as JSON
   * @throws {WebAuthnError}
   */
  register(options: unknown): Promise<CredentialJson> {
    return this.#run(async (signal) => {
      const publicKey = parseCreationOptions(options);
      return { relyingParty: publicKey.rp.id, credential: await navigator.credentials.create({ publicKey, signal }) };
    }, true);
  }

  /**
   * Makes a new passkey without a question, where the browser's manager has just filled in this account's password (WebAuthn Level 3 §5.1.3,
   * conditional mediation).
   *
   * @throws {WebAuthnError} `needs-gesture` whatever kept it from happening: nobody has asked for it
   */
  async registerQuietly(options: unknown): Promise<CredentialJson> {
    try {
      return await this.#run(async (signal) => {
        if (!(await canRegisterQuietly())) throw new WebAuthnError("needs-gesture");
        const publicKey = parseCreationOptions(options);
        const quiet: CredentialCreationOptions & { mediation: string } = {
          publicKey,
          mediation: "conditional",
          signal,
        };
        return { relyingParty: publicKey.rp.id, credential: await navigator.credentials.create(quiet) };
      });
    } catch (cause) {
      throw new WebAuthnError("needs-gesture", { cause });
    }
  }

  /** Tells whoever keeps the passkey that came last that the site does not know it, where the browser can. */
  async disown(): Promise<void> {
    const given = this.#given;
    this.#given = undefined;
    if (!given) return;
    const { signalUnknownCredential } = await import("./passkey-signals.ts");
    await signalUnknownCredential(given.relyingParty, given.id);
  }

  /** Ends what is under way. */
  stop(): void {
    this.#ceremony?.abort();
    this.#ceremony = undefined;
  }

  async #run(begin: (signal: AbortSignal) => Promise<Outcome>, isNew = false): Promise<CredentialJson> {
    this.stop();
    const { signal } = (this.#ceremony = new AbortController());
    if (!isSecureContext) throw new WebAuthnError("insecure-context");
    if (!hasWebAuthn()) throw new WebAuthnError("not-supported");
    const wasAskedFor = hasGesture();
    const start = performance.now();
    try {
      const { credential, relyingParty = location.hostname } = await begin(signal);
      if (signal.aborted) return await never();
      if (!credential) throw new WebAuthnError("cancelled");
      keep("localStorage", usedKey, "yes");
      this.#given = { relyingParty, id: credential.id };
      return credentialJson(credential as PublicKeyCredential);
    } catch (cause) {
      if (signal.aborted) return never();
      if (cause instanceof WebAuthnError) throw cause;
      const problem = webAuthnProblem(cause, isNew);
      const isReflex = problem === "cancelled" && !wasAskedFor && performance.now() - start < reflexTime;
      throw new WebAuthnError(isReflex ? "needs-gesture" : problem, { cause });
    }
  }
}

/** Whether somebody has used a passkey or security key in this browser, so that it is likely to have one to suggest. */
export function hasUsedPasskey(): boolean {
  return readKept("localStorage", usedKey) !== "";
}

/** Whether the browser can offer passkeys where the account's name is typed in. Never waits for longer than a second. */
export async function canAutofillPasskeys(): Promise<boolean> {
  if (!isSecureContext || !hasWebAuthn()) return false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const limit = new Promise<false>((resolve) => (timer = setTimeout(() => resolve(false), detectionLimit)));
  try {
    // Older browsers and some web views lack the method; others never answer.
    const { PublicKeyCredential: native } = window;
    const asked = "isConditionalMediationAvailable" in native && native.isConditionalMediationAvailable();
    return await Promise.race([asked, limit]);
  } catch {
    return false; // A browser that cannot tell cannot do it.
  } finally {
    clearTimeout(timer);
  }
}

/** Whether there can be passkeys here at all. */
export function canUsePasskeys(): boolean {
  return isSecureContext && hasWebAuthn();
}

async function canRegisterQuietly(): Promise<boolean> {
  const { PublicKeyCredential: native } = window;
  const capabilities = "getClientCapabilities" in native && (await native.getClientCapabilities());
  return capabilities && capabilities["conditionalCreate"] === true;
}

function hasWebAuthn(): boolean {
  return "PublicKeyCredential" in window && "credentials" in navigator;
}

/** Somebody has just clicked or pressed a key. Browsers that do not tell are believed to want that. */
function hasGesture(): boolean {
  return "userActivation" in navigator && navigator.userActivation.isActive;
}

function never(): Promise<never> {
  return new Promise(() => undefined);
}
