import { noChange, ReactiveElement } from "lit";
import { type ChildPart, Directive, directive, type DirectiveResult } from "lit/directive.js";
import type { HtmlPurifier } from "./html-purifier.ts";

// One for the page: the name of its Trusted Types policy can be taken only once.
let purifier: HtmlPurifier | undefined;
let loading: Promise<void> | undefined;

/**
 * Loads what it takes to show the given texts, so that a step can be inserted whole.
 *
 * @returns `undefined` where there is nothing to wait for; otherwise settles in any case: without the library the words are shown
 */
export function prepareHtml(texts: readonly (string | null | undefined)[]): Promise<void> | undefined {
  if (purifier || !texts.some((text) => text && isHtml(text))) return undefined;
  return (loading ??= load());
}

async function load(): Promise<void> {
  try {
    const { HtmlPurifier } = await import("./html-purifier.ts");
    purifier = new HtmlPurifier();
  } catch (cause) {
    // The words are shown all the same, without their tags; the next text tries again.
    console.warn(cause);
    loading = undefined;
  }
}

/** What a page says: its title, and its sentences without what leads elsewhere. */
export interface PageWords {
  readonly title: string;
  readonly sentences: readonly string[];
}

/** The words of a whole page that came where a text should be; `undefined` for anything else, and while the library is missing. */
export function pageWords(text: string): PageWords | undefined {
  if (!purifier || !/<(!doctype html|html)\b/i.test(text)) return undefined;
  try {
    const page = purifier.purifyPage(text);
    const main = page.querySelector("main") ?? page;
    const title = wordsIn(main.querySelector("h1"));
    const sentences = [...main.querySelectorAll("p")]
      .filter((paragraph) => !paragraph.closest("footer, header, nav"))
      .map(wordsIn)
      .filter(Boolean);
    return title && sentences.length > 0 ? { title, sentences } : undefined;
  } catch (cause) {
    console.warn(cause); // As below: the page does not allow the library's policy.
    return undefined;
  }
}

function wordsIn(element: Element | null): string {
  return element?.textContent.replace(/\s+/g, " ").trim() ?? "";
}

/** Whether a text has to be read as HTML at all. */
function isHtml(text: string): boolean {
  return /[<&]/.test(text);
}

/** The words of HTML, to be shown as text. Nothing is parsed: this is what remains while the library is missing. */
function wordsOf(text: string): string {
  return text.replace(/<(script|style|title)\b[\s\S]*?<\/\1\s*>|<!--[\s\S]*?-->|<[^>]*>/gi, " ").trim();
}

class SanitisedHtml extends Directive {
  #text: string | undefined;

  render(text: string, host?: unknown): unknown {
    return isHtml(text) ? nodesOf(text, host) : text;
  }

  override update(part: ChildPart, [text]: [string]): unknown {
    if (text === this.#text) return noChange; // The nodes stay, and with them the focus.
    this.#text = text;
    void prepareHtml([text])?.then(() => this.#onLoad(part));
    return this.render(text, part.options?.host);
  }

  #onLoad({ options }: ChildPart): void {
    if (!purifier) return; // The words stay.
    this.#text = undefined;
    const host = options?.host;
    if (host instanceof ReactiveElement) host.requestUpdate();
  }
}

function nodesOf(text: string, host: unknown): DocumentFragment | string {
  try {
    return purifier?.purify(text, host) ?? wordsOf(text);
  } catch (cause) {
    // A page that does not allow the library's Trusted Types policy.
    console.warn(cause);
    return wordsOf(text);
  }
}

/** Shows HTML that the server sent, as nodes, without everything that could do harm. The only way for such text into a page. */
export const sanitisedHtml: (text: string) => DirectiveResult = directive(SanitisedHtml);
