import type { Challenge, ComponentName } from "../protocol/challenges.ts";

/** Directive → sources. */
export type Policy = Readonly<Record<string, readonly string[]>>;

/** What decides over the policy of a page. */
export interface PagePolicy {
  /** Fresh for every response. */
  readonly nonce: string;
  /** Who may frame the page. */
  readonly frameAncestors: readonly string[];
  /** The components of the steps that the page may come to show, as far as they are known. */
  readonly components?: Iterable<string>;
  /** Sources to add, as a development server needs them. */
  readonly extra?: Policy;
}

/** What a step asks for beyond what every page may do. */
const stepSources: Readonly<Partial<Record<ComponentName, Policy>>> = {
  // The page itself asks Plex for a code, and whether somebody has confirmed it.
  "ak-source-plex": { "connect-src": ["https://plex.tv"] },
};

/**
 * The Content-Security-Policy of pages: scripts and styles of this site or with the page's nonce, and strings become HTML only through
 * the Trusted Types policies of lit-html and of DOMPurify, which cleans what the server sends as HTML. `INTEGRATING.md` quotes it; a test
 * compares the two.
 */
export function pagePolicy({ nonce, frameAncestors, components = [], extra = {} }: PagePolicy): string {
  const policy: Record<string, readonly string[]> = {
    "default-src": ["'none'"],
    "script-src": ["'self'", `'nonce-${nonce}'`],
    "style-src": ["'self'", `'nonce-${nonce}'`],
    "img-src": ["'self'", "https:", "data:"],
    "connect-src": ["'self'"],
    "font-src": ["'self'"],
    "manifest-src": ["'self'"],
    // Steps of other applications, single logout among them, and Telegram's button stand in frames.
    "frame-src": ["'self'", "https:"],
    // SAML sends a form to the application.
    "form-action": ["'self'", "https:"],
    "frame-ancestors": frameAncestors,
    "base-uri": ["'none'"],
    "require-trusted-types-for": ["'script'"],
    "trusted-types": ["lit-html", "dompurify"],
  };
  for (const added of [...[...components].map(sourcesOf), extra]) {
    for (const [directive, sources] of Object.entries(added)) {
      policy[directive] = [...new Set([...(policy[directive] ?? []), ...sources])];
    }
  }
  return policyText(policy);
}

/** The components of a challenge and of those that it leads to without asking the server: the sources of identification. */
export function componentsOf(challenge: Challenge): string[] {
  const sources = challenge.component === "ak-stage-identification" ? (challenge.sources ?? []) : [];
  return [challenge.component, ...sources.map((source) => source.challenge.component)];
}

function sourcesOf(component: string): Policy {
  return Object.hasOwn(stepSources, component) ? (stepSources[component as ComponentName] ?? {}) : {};
}

/** A policy as the header has it. */
export function policyText(policy: Policy): string {
  return Object.entries(policy)
    .map(([directive, sources]) => [directive, ...sources].join(" "))
    .join("; ");
}

/** The policy of everything that is no page: nothing in it is to be loaded, framed or run. */
export const dataPolicy = "default-src 'none'; frame-ancestors 'none'";
