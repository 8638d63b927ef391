/**
 * Tells when the page's policy forbids one of its frames, until the signal aborts: such a frame loads nothing and says nothing, and no further
 * try can help.
 *
 * @param address of the frame, asked at each event
 */
export function watchForbiddenFrame(
  address: () => string | undefined,
  onForbidden: () => void,
  signal: AbortSignal,
): void {
  const onViolation = ({ blockedURI, disposition, effectiveDirective }: SecurityPolicyViolationEvent): void => {
    if (disposition === "enforce" && effectiveDirective === "frame-src" && isAbout(blockedURI, address()))
      onForbidden();
  };
  document.addEventListener("securitypolicyviolation", onViolation, { signal });
}

/** Browsers name what was blocked by its address, or of another site by its origin alone. */
function isAbout(blocked: string, address: string | undefined): boolean {
  if (address === undefined) return false;
  const url = new URL(address, document.baseURI);
  return blocked === url.href || blocked === url.origin;
}
