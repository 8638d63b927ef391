import type { CSSResult, ReactiveController, ReactiveElement } from "lit";

/**
 * Styles that only one stage needs, so that the first form does not carry them. They come with the stage's chunk and are added once to
 * wherever the stage stands: the document, or the shadow root of an encapsulated flow. Constructed, because no policy forbids those.
 *
 * Use the layer `flow.stage`, the tokens and logical properties, as in `styles/flow.css`.
 *
 * @returns to be called in the stage's constructor
 */
export function stageSheet({ cssText }: CSSResult): (stage: ReactiveElement) => void {
  let sheet: CSSStyleSheet | undefined;
  return (stage) => {
    const controller: ReactiveController = {
      hostConnected() {
        const root = stage.getRootNode();
        if (!(root instanceof Document || root instanceof ShadowRoot)) return;
        if (!sheet) {
          sheet = new CSSStyleSheet();
          sheet.replaceSync(cssText);
        }
        if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets.push(sheet);
      },
    };
    stage.addController(controller);
  };
}
