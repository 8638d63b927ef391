import { parseUrl } from "../../protocol/parse-url.ts";

/** What the page does for a person, and cannot do where its policy forbids it. Frames are told of where they stand; looks are no loss. */
const ofUse = /^(connect-src|form-action)$/;

/**
 * Tells of what the page's own policy has kept its scripts and forms from, until the signal aborts. What extensions try is no concern of
 * the page's.
 *
 * @param onBlocked told of the host that was to be reached
 */
export function watchPolicyViolations(onBlocked: (host: string) => void, signal: AbortSignal): void {
  const onViolation = (violation: SecurityPolicyViolationEvent): void => {
    const { blockedURI, disposition, effectiveDirective, sourceFile } = violation;
    if (disposition !== "enforce" || !ofUse.test(effectiveDirective)) return;
    if (sourceFile && parseUrl(sourceFile)?.origin !== location.origin) return;
    const host = parseUrl(blockedURI)?.host;
    if (host) onBlocked(host);
  };
  document.addEventListener("securitypolicyviolation", onViolation, { signal });
}
