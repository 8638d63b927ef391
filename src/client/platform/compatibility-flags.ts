/**
 * Plain `force` would patch the whole page: scripts in the page then see as little as in native shadow DOM, and DOM work costs thirty
 * times as much. `noPatch: true` renders nothing with Lit.
 */
window.ShadyDOM = { ...window.ShadyDOM, force: true, noPatch: "on-demand" };

// ShadyCSS adds `<style>` elements and knows nothing of nonces, without which a strict policy refuses them.
const nonce = document.querySelector<HTMLElement>("script[nonce]")?.nonce;
if (nonce) {
  /* eslint-disable @typescript-eslint/no-deprecated -- what is deprecated is the overload for unknown names */
  const createElement = document.createElement.bind(document);
  document.createElement = (name: string, options?: ElementCreationOptions) => {
    const element = createElement(name, options);
    if (element.localName === "style") element.nonce = nonce;
    return element;
  };
}
