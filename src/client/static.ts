/**
 * The boot script where a plain web server serves the page in front of an authentik. What only authentik's own page of the flow tells (compatibility
 * mode, brand, language, messages) is read from there first; the address of that page is this one's with `fallback`. It comes before the first
 * challenge and not beside it, because both begin a session where there is none.
 */
import { readPageFacts } from "../protocol/authentik-page.ts";
import { startPage } from "./shell/start-page.ts";

/** Milliseconds; after that the page goes on without. */
const timeout = 3000;

const own = new URL(location.href);
own.searchParams.set("fallback", "");

try {
  const response = await fetch(own, { headers: { Accept: "text/html" }, signal: AbortSignal.timeout(timeout) });
  const facts = response.ok ? readPageFacts(await response.text()) : undefined;
  if (facts) {
    window.authentik = { ...facts, fallback: own.pathname + own.search };
    if (facts.isCompatible) window.ShadyDOM = { force: true };
  }
} catch (cause) {
  console.warn(cause); // The flow itself says it, if the server cannot be reached.
}
await startPage(location);
