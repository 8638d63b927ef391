import css from "../client/ui/styles/flow.css?inline";

let sheet: CSSStyleSheet | undefined;

/**
 * Gives the document or the shadow root that an element stands in the styles of the flow, once. They are in layers: rules of the page that are in
 * none win, and so does a stylesheet that the page has linked already.
 */
export function adoptPageStyles(element: Element): void {
  const root = element.getRootNode();
  if (!(root instanceof Document || root instanceof ShadowRoot)) return;
  if (!sheet) {
    sheet = new CSSStyleSheet();
    // A shadow root around the element is somebody else's, and its host is not the flow.
    sheet.replaceSync(css.replace(/,\s*:host\b[^,{]*/g, ""));
  }
  if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets = [sheet, ...root.adoptedStyleSheets];
}
