/** Directive → sources. */
export type Policy = Readonly<Record<string, readonly string[]>>;

/**
 * The Content-Security-Policy of pages: scripts and styles of this site or with the page's nonce, and strings become HTML only through
 * the Trusted Types policies of lit-html and of DOMPurify, which cleans what the server sends as HTML.
 *
 * @param nonce fresh for every response
 * @param frameAncestors who may frame the page
 * @param extra sources to add, as a development server needs them
 */
export function pagePolicy(nonce: string, frameAncestors: readonly string[], extra: Policy = {}): string {
  const policy: Record<string, readonly string[]> = {
    "default-src": ["'none'"],
    "script-src": ["'self'", `'nonce-${nonce}'`],
    "style-src": ["'self'", `'nonce-${nonce}'`],
    "img-src": ["'self'", "https:", "data:"],
    "connect-src": ["'self'"],
    "font-src": ["'self'"],
    "manifest-src": ["'self'"],
    // Single logout opens applications in frames.
    "frame-src": ["'self'", "https:"],
    "form-action": ["'self'", "https:"],
    "frame-ancestors": frameAncestors,
    "base-uri": ["'none'"],
    "require-trusted-types-for": ["'script'"],
    "trusted-types": ["lit-html", "dompurify"],
  };
  for (const [directive, sources] of Object.entries(extra)) {
    policy[directive] = [...new Set([...(policy[directive] ?? []), ...sources])];
  }
  return policyText(policy);
}

/** A policy as the header has it. */
export function policyText(policy: Policy): string {
  return Object.entries(policy)
    .map(([directive, sources]) => [directive, ...sources].join(" "))
    .join("; ");
}

/** The policy of everything that is no page: nothing in it is to be loaded, framed or run. */
export const dataPolicy = "default-src 'none'; frame-ancestors 'none'";
