import type { CSSResult, ReactiveController, ReactiveElement } from "lit";

/**
 * Styles that the first form does not need, so that it does not carry them. They come with a chunk and are added once to wherever the
 * element stands: the document, or the shadow root of an encapsulated flow. Constructed, because no policy forbids those.
 *
 * Use the layer `flow.stage`, the tokens and logical properties, as in `styles/`.
 *
 * @returns to be called with an element that is in its place
 */
export function lazySheet({ cssText }: CSSResult): (element: Element) => void {
  let sheet: CSSStyleSheet | undefined;
  return (element) => {
    const root = element.getRootNode();
    if (!(root instanceof Document || root instanceof ShadowRoot)) return;
    if (!sheet) {
      sheet = new CSSStyleSheet();
      sheet.replaceSync(cssText);
    }
    if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets.push(sheet);
  };
}

/**
 * Styles that only one stage needs; see {@link lazySheet}.
 *
 * @returns to be called in the stage's constructor
 */
export function stageSheet(styles: CSSResult): (stage: ReactiveElement) => void {
  const adopt = lazySheet(styles);
  return (stage) => {
    const controller: ReactiveController = { hostConnected: () => adopt(stage) };
    stage.addController(controller);
  };
}
