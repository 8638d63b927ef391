import css from "../ui/styles/flow.css?inline";

/** Gives a shadow root the styles that otherwise the document has. To be called once for each. */
export async function encapsulate(root: ShadowRoot): Promise<void> {
  root.adoptedStyleSheets.push(await new CSSStyleSheet().replace(css));
}
