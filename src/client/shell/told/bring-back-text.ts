import type { Challenge, Payload } from "../../../protocol/challenges.ts";
import { isSecretName } from "../../../protocol/secret-names.ts";
import { parseUrl } from "../../../protocol/parse-url.ts";
import { pageOrigin, pagePath } from "../../platform/environment.ts";
import { keepText, takeText } from "../../platform/kept-text.ts";
import type { FlowExecutor } from "../flow-executor.ts";
import { shownChallenge } from "../shown-challenge.ts";

/** Prompts whose answers are plain text. */
const plain: ReadonlySet<string> = new Set(["date", "email", "number", "text", "text_area", "username"]);

/**
 * Whose session is over when a form is sent is refused, and has to sign in first. What they had typed is there when they come back to
 * the page, but for secrets and files.
 *
 * @param onBack told when something was put back
 */
export function bringBackText(executor: FlowExecutor, onBack: () => void, signal: AbortSignal): void {
  let sent: Record<string, string> | undefined;
  executor.addEventListener("ak-flow-before-submit", ({ challenge, answer }) => (sent = plainText(challenge, answer)), {
    signal,
  });
  executor.addEventListener(
    "ak-flow-before-step",
    ({ challenge }) => {
      if (challenge.component === "ak-stage-access-denied" && sent) keepText(sent);
      sent = undefined;
    },
    { signal },
  );
  executor.addEventListener("ak-flow-before-leave", ({ to }) => leadsBackHere(to) && sent && keepText(sent), {
    signal,
  });
  const putBack = (): void => {
    if (shownChallenge(executor)?.component !== "ak-stage-prompt") return;
    const values = takeText();
    const fields = executor.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>(
      "[data-stage] :is(input, textarea)",
    );
    const changed = [...fields].filter((field) => putInto(field, values?.[field.name.replace(/^prompt\./, "")]));
    if (changed.length > 0) onBack();
  };
  putBack();
  executor.addEventListener("ak-flow-shown", putBack, { signal });
}

/** The server has somebody sign in first, and come back to this page then. */
function leadsBackHere(to: string): boolean {
  const next = parseUrl(to)?.searchParams.get("next");
  return !!next && parseUrl(next, pageOrigin())?.pathname === pagePath();
}

/** Those answers of a form that are plain text and no secrets, by their keys. */
function plainText(challenge: Challenge, answer: Payload): Record<string, string> | undefined {
  if (challenge.component !== "ak-stage-prompt") return undefined;
  const values: Record<string, unknown> = { ...answer };
  const kept = challenge.fields.flatMap(({ field_key: key, type }) => {
    const value = values[key];
    const isKept = plain.has(type) && !isSecretName(key) && (typeof value === "string" || typeof value === "number");
    return isKept ? [[key, String(value)] as const] : [];
  });
  return kept.length > 0 ? Object.fromEntries(kept) : undefined;
}

/** What somebody has typed since stays. */
function putInto(field: HTMLInputElement | HTMLTextAreaElement, value: string | undefined): boolean {
  if (value === undefined || value === field.value || field.value !== field.defaultValue || field.readOnly)
    return false;
  field.value = value;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  return true;
}
