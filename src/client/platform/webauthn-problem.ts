/** Why a ceremony with a passkey or security key came to nothing. */
export type WebAuthnProblem =
  /** Somebody said no, or nobody did anything for too long; for privacy's sake browsers do not tell which. */
  | "cancelled"
  /** The browser wants somebody to ask for it first: it refused at once what nobody had asked for. */
  | "needs-gesture"
  /** The browser knows no passkeys, or none of the kind that the server asks for. */
  | "not-supported"
  /** The page came over a connection that anybody can read. */
  | "insecure-context"
  /** The device holds a credential for this account. */
  | "already-registered"
  /** The device cannot do what the server asks for, such as telling who is using it. */
  | "wrong-device"
  /** The page's address does not go with what the server asks for. */
  | "wrong-site"
  | "unknown";

/** A ceremony has failed; the view finds the words. */
export class WebAuthnError extends Error {
  readonly code: WebAuthnProblem;

  constructor(code: WebAuthnProblem, options?: ErrorOptions) {
    super(code, options);
    this.name = "WebAuthnError";
    this.code = code;
  }
}

/** Errors of `navigator.credentials.create` and `.get` by name; WebAuthn Level 3 §5.1.3 and §5.1.4. */
const problems: Readonly<Record<string, WebAuthnProblem>> = {
  AbortError: "cancelled",
  ConstraintError: "wrong-device",
  InvalidStateError: "already-registered",
  NotAllowedError: "cancelled",
  NotSupportedError: "not-supported",
  SecurityError: "wrong-site",
};

/** What a browser's error means. @param isNew a credential was to be made; else one that there is already is no trouble */
export function webAuthnProblem(error: unknown, isNew: boolean): WebAuthnProblem {
  const problem = (error instanceof DOMException && problems[error.name]) || "unknown";
  return problem === "already-registered" && !isNew ? "unknown" : problem;
}
