/** The elements in the document that have a shadow root of the browser's own, asked past any polyfill. */
export function nativeShadowHosts(): Element[] {
  const frame = document.createElement("iframe");
  document.body.append(frame);
  const pristine = frame.contentWindow as (Window & typeof globalThis) | null;
  const getter = pristine && Object.getOwnPropertyDescriptor(pristine.Element.prototype, "shadowRoot")?.get;
  frame.remove();
  if (!getter) throw new Error("this browser has no shadow DOM to look for");
  return [...document.querySelectorAll("*")].filter((element) => getter.call(element) !== null);
}
