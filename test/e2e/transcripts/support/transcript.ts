import assert from "node:assert/strict";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { setTimeout as delay } from "node:timers/promises";
import type { CDPSession, Page } from "playwright-core";
import { type Line, orderFaults, readFocus, readPage } from "./reader.ts";

/** More stops than any page has. */
const maxStops = 60;

/** What is another one each time, and what stands in its place. */
const changing: readonly (readonly [RegExp, string])[] = [
  [/localhost:\d+/g, "localhost"],
  [/\b[A-Z2-7]{32,}\b/g, "SECRET"],
  [/\b(?:[A-Z2-7]{4} ){7,}[A-Z2-7]{4}\b/g, "SECRET"],
  [/\b\d+ (seconds?|s)\b/g, "N $1"],
];

/**
 * A way through flows by keyboard alone, and what a screen reader reads on it, written down step by step. It is compared with what
 * `test/transcripts` has; `UPDATE_TRANSCRIPTS=1` writes that anew, to be read before it is committed.
 */
export class Transcript {
  readonly #page: Page;
  readonly #session: CDPSession;
  readonly #lines: string[] = [];

  private constructor(page: Page, session: CDPSession) {
    this.#page = page;
    this.#session = session;
  }

  static async of(page: Page): Promise<Transcript> {
    const session = await page.context().newCDPSession(page);
    await session.send("Accessibility.enable");
    await session.send("DOM.enable");
    return new Transcript(page, session);
  }

  /** Waits for the step with the title, and writes down all of it: what is read, in order, and where the Tab key leads. */
  async step(title: string | RegExp): Promise<void> {
    await this.#page.getByRole("heading", { level: 1, name: title, exact: typeof title === "string" }).waitFor();
    await this.#page.waitForLoadState("networkidle");
    const dir = (await this.#page.evaluate(() => document.documentElement.dir)) === "rtl" ? "rtl" : "ltr";
    let lines = await this.#settled();
    for (;;) {
      const stops = await this.#stops();
      // Something came late: what was read is not what there is.
      if (textOf(await readPage(this.#session)) !== textOf(lines)) lines = await this.#settled();
      else {
        assert.deepEqual(await orderFaults(this.#session, lines, dir), [], `${String(title)}: it is read as it stands`);
        this.#lines.push(
          "",
          `# ${await this.#page.title()}`,
          textOf(lines),
          "",
          `Tab leads to: ${stops.join(", ")}`,
          "",
        );
        return;
      }
    }
  }

  /** Types into what has the focus. */
  async type(text: string, shown = text): Promise<void> {
    this.#lines.push(`> types “${shown}” into ${await readFocus(this.#session)}`);
    await this.#page.keyboard.type(text);
  }

  async press(key: string): Promise<void> {
    this.#lines.push(`> presses ${key} on ${await readFocus(this.#session)}`);
    await this.#page.keyboard.press(key);
  }

  /** Presses Tab until something with the name has the focus. */
  async tabTo(name: RegExp): Promise<void> {
    for (let stop = 0; stop < maxStops; stop++) {
      if (name.test(await readFocus(this.#session))) return;
      await this.#page.keyboard.press("Tab");
    }
    assert.fail(`the Tab key does not lead to ${String(name)}`);
  }

  /** Waits until the page is another one, and writes down which. */
  async arrives(path: string): Promise<void> {
    await this.#page.waitForURL(({ pathname }) => pathname === path);
    this.#lines.push(`> arrives at ${path}`);
  }

  /** Somebody does something outside of the page. */
  note(text: string): void {
    this.#lines.push(`> ${text}`);
  }

  /** Compares it with what is kept under the name. */
  compare(name: string): void {
    const file = fileURLToPath(new URL(`../../../transcripts/${name}.txt`, import.meta.url));
    const text = `${changing.reduce((all, [pattern, word]) => all.replaceAll(pattern, word), this.#lines.join("\n")).trim()}\n`;
    if (process.env["UPDATE_TRANSCRIPTS"]) writeFileSync(file, text);
    assert.ok(existsSync(file), `test/transcripts has ${name}.txt`);
    assert.equal(text, readFileSync(file, "utf8"), "UPDATE_TRANSCRIPTS=1 writes it anew");
  }

  /** The page as it is read once nothing has changed for a quarter of a second. */
  async #settled(): Promise<Line[]> {
    let lines = await readPage(this.#session);
    for (let same = 0; same < 2;) {
      await delay(125);
      const now = await readPage(this.#session);
      same = textOf(now) === textOf(lines) ? same + 1 : 0;
      lines = now;
    }
    return lines;
  }

  /** Where the Tab key leads from here, until it is here again. */
  async #stops(): Promise<string[]> {
    const here = await readFocus(this.#session);
    const stops = [];
    for (let stop = 0; stop < maxStops; stop++) {
      await this.#page.keyboard.press("Tab");
      const there = await readFocus(this.#session);
      if (there === here) return stops;
      if (there !== "nothing") stops.push(there);
    }
    assert.fail(`the Tab key does not come back to ${here}; it leads to ${stops.join(", ")}`);
  }
}

function textOf(lines: readonly Line[]): string {
  return lines.map(({ text }) => text).join("\n");
}
