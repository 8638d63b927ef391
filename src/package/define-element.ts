/**
 * What the build of the package puts in the place of `customElements.define`: nothing is defined before the page asks for it, so that to import
 * something has no effect; and a tag that another copy of the package has taken is no error.
 */

const waiting: (readonly [tag: string, element: CustomElementConstructor])[] = [];
let isAllowed = false;

/** Defines an element once definitions are allowed, under its tag or, where that is taken, under a similar one. */
export function defineElement(tag: string, element: CustomElementConstructor): void {
  if (isAllowed) defineFree(tag, element);
  else waiting.push([tag, element]);
}

/** Defines what has waited; from now on elements are defined as they are loaded. */
export function allowDefinitions(): void {
  isAllowed = true;
  for (const [tag, element] of waiting.splice(0)) defineFree(tag, element);
}

function defineFree(tag: string, element: CustomElementConstructor): void {
  const { customElements } = globalThis;
  let free = tag;
  for (let copy = 2; customElements.get(free); copy++) free = `${tag}-${copy}`;
  customElements.define(free, element);
}
