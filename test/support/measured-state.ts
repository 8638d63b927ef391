import { brand } from "../fixtures/brand.ts";
import type { FixtureState } from "../fixtures/fixture-state.ts";
import { afterwards, type MountedFlow } from "./mount.ts";
import { mountState } from "./mount-state.ts";

/** Puts a flow on the page in a state, with text of a size and in a direction. */
export function shown(state: FixtureState, fontSize: string, dir: string): Promise<MountedFlow> {
  document.documentElement.style.fontSize = fontSize;
  document.documentElement.dir = dir;
  afterwards(() => document.documentElement.removeAttribute("style"));
  return mountState(state, { brand: brand() });
}

/** What stands out of the page, or is cut off. */
export function lost(executor: HTMLElement): string[] {
  const all = [...executor.querySelectorAll<HTMLElement>("*")].filter(
    (element) => element.checkVisibility() && !element.closest("[inert], .ak-announcer, pre, .ak-account label, svg"),
  );
  const outside = all.filter((element) => {
    const { left, right, width } = element.getBoundingClientRect();
    return width > 0 && (left < -0.5 || right > document.documentElement.clientWidth + 0.5);
  });
  const cut = all.filter((element) => {
    if (element instanceof HTMLInputElement) return false; // A field scrolls its text.
    return element.scrollWidth > element.clientWidth + 1 && getComputedStyle(element).display !== "inline";
  });
  return [...new Set([...outside, ...cut])].map((element) => element.outerHTML.slice(0, 120));
}

/** The words of a text that are broken although each would have room on a line of its own. */
export function brokenWords(element: HTMLElement): string[] {
  const { paddingLeft, paddingRight } = getComputedStyle(element);
  const room = element.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight);
  const texts = document.createNodeIterator(element, NodeFilter.SHOW_TEXT);
  const broken: string[] = [];
  for (let text = texts.nextNode(); text; text = texts.nextNode()) {
    for (const { 0: word, index } of (text.textContent ?? "").matchAll(/[\p{L}\p{N}]+/gu)) {
      const range = document.createRange();
      range.setStart(text, index);
      range.setEnd(text, index + word.length);
      const lines = [...range.getClientRects()];
      const width = lines.reduce((sum, line) => sum + line.width, 0);
      if (new Set(lines.map(({ top }) => Math.round(top))).size > 1 && width <= room) broken.push(word);
    }
  }
  return broken;
}
