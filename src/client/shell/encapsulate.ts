import css from "../ui/styles/flow.css?inline";

/** Gives a shadow root the styles that otherwise the document has. */
export async function encapsulate(root: ShadowRoot): Promise<void> {
  const sheet = await new CSSStyleSheet().replace(css);
  if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets.push(sheet);
}
