import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { directions, type TargetLocale } from "../../../src/protocol/locales/locales.ts";
import { readCatalogues } from "../../../tools/words/compile.ts";

/** Words of sign-in pages that no other language has. */
const english =
  /\b(the|your|you|password|sign|again|account|with|and|welcome|address|email|username|name|language|change|phone|code)\b/i;

/** A language as people meet it: what English sentences are in it, and whether a page or a message has any English left. */
export class OtherLanguage {
  readonly locale: TargetLocale;
  /** What may be in English: names, and what people typed. */
  readonly #names: readonly string[];
  readonly #words: ReadonlyMap<string, string>;

  constructor(locale: TargetLocale, names: readonly string[]) {
    this.locale = locale;
    this.#names = names;
    const { units } = readCatalogues().find((catalogue) => catalogue.locale === locale) ?? assert.fail(locale);
    this.#words = new Map(Object.values(units).flatMap((all) => all.map(({ source, target }) => [source, target])));
  }

  /** @throws {AssertionError} for a sentence that there is not */
  say(sentence: string): string {
    return this.#words.get(sentence) ?? assert.fail(`There is no sentence "${sentence}" in ${this.locale}.`);
  }

  /** Waits for the step with the title, and sees that the whole page is in the language. */
  async step(page: Page, title: string): Promise<void> {
    await page.getByRole("heading", { level: 1, name: this.say(title) }).waitFor();
    await this.holds(page);
  }

  /** Sees that the page is in the language and its direction, and says nothing in English. */
  async holds(page: Page): Promise<void> {
    const { lang, dir, texts } = await page.evaluate(() => {
      const named = [...document.querySelectorAll("[aria-label], [placeholder], [title], img[alt]")];
      const attributes = named.flatMap((element) =>
        ["aria-label", "placeholder", "title", "alt"].map((name) => element.getAttribute(name) ?? ""),
      );
      return {
        lang: document.documentElement.lang,
        dir: document.documentElement.dir,
        // The list of languages has each in its own.
        texts: [document.title, ...document.body.innerText.split("\n"), ...attributes].filter(
          (text) => !text.startsWith("English"),
        ),
      };
    });
    assert.equal(lang, this.locale);
    assert.equal(dir || "ltr", directions[this.locale]);
    this.holdsText(texts);
  }

  /** Sees that texts say nothing in English. */
  holdsText(texts: readonly string[]): void {
    const left = texts.map((text) => this.#names.reduce((rest, name) => rest.replaceAll(name, ""), text));
    const found = left.filter((text) => english.test(text.replaceAll(/https?:\/\/\S+|\S+@\S+/g, "")));
    assert.deepEqual(found, [], `English in ${this.locale}`);
  }
}
