import { expect } from "@open-wc/testing";
// It listens to messages from when it is loaded: before anything is counted.
import "axe-core";
import type axe from "axe-core";

declare global {
  interface Window {
    axe: typeof axe;
  }
}

/**
 * Sees that axe finds nothing, by all its rules unless some are named. It does not ask into frames: there is none of it in those of a flow, and it
 * would wait for half a second.
 */
export function expectAccessible(element: Element, ...rules: readonly string[]): Promise<void> {
  return expectNothingFound(element, rules.length > 0 ? { runOnly: [...rules] } : {});
}

/** The same but for the contrast of colours, half of the work, where other words are in what has been looked at in these colours. */
export function expectAccessibleWords(element: Element): Promise<void> {
  return expectNothingFound(element, { rules: { "color-contrast": { enabled: false } } });
}

async function expectNothingFound(element: Element, options: axe.RunOptions): Promise<void> {
  const { violations } = await window.axe.run(element, { resultTypes: ["violations"], iframes: false, ...options });
  const faults = violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html}: ${failureSummary}`),
  );
  expect(faults.join("\n"), "what axe finds").to.equal("");
}
