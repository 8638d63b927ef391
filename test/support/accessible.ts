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
export async function expectAccessible(element: Element, ...rules: readonly string[]): Promise<void> {
  const { violations } = await window.axe.run(element, {
    resultTypes: ["violations"],
    iframes: false,
    ...(rules.length > 0 && { runOnly: [...rules] }),
  });
  const faults = violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html}: ${failureSummary}`),
  );
  expect(faults.join("\n"), "what axe finds").to.equal("");
}
