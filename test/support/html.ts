/** Trusted Types (W3C), as far as tests need them. */
interface PolicyFactory {
  createPolicy(name: string, rules: { createHTML: (text: string) => string }): { createHTML(text: string): string };
}

/** Test pages stand under Trusted Types as real ones do; what a server would have written into the page comes in through here. */
const policy = (window as { trustedTypes?: PolicyFactory }).trustedTypes?.createPolicy("tests", {
  createHTML: (text) => text,
});

/** Gives the element the HTML as its content. */
export function setHtml(element: Element, text: string): void {
  element.innerHTML = policy?.createHTML(text) ?? text;
}
