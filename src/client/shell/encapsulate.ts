import type { ReactiveControllerHost } from "lit";
import { type Theme, watchTheme } from "../platform/page-theme.ts";
import css from "../ui/styles/flow.css?inline";

/** What the card would inherit otherwise: a page's rules for everything are for the element around it, too. */
const own = `@layer flow.frame {
  .ak-card {
    max-inline-size: 40rem;
    color: var(--ak-text);
    font: 1rem/1.5 var(--ak-font);
    letter-spacing: normal;
    text-align: start;
    text-indent: 0;
    text-transform: none;
    white-space: normal;
    word-spacing: normal;
  }
}`;

/** Gives an element's shadow root the styles that otherwise the document has. To be called once for each. */
export async function encapsulate(element: ReactiveControllerHost, root: ShadowRoot): Promise<void> {
  const theme = new CSSStyleSheet();
  root.adoptedStyleSheets.push(await new CSSStyleSheet().replace(css + own), theme);
  let connection: AbortController | undefined;
  element.addController({
    hostConnected() {
      connection = new AbortController();
      watchTheme((name) => theme.replaceSync(rulesOf(name)), connection.signal);
    },
    hostDisconnected: () => connection?.abort(),
  });
}

/** No selector of a shadow root reaches the page's attributes in all browsers, so its theme is repeated inside. */
function rulesOf(theme: Theme): string {
  return theme ? `:host { color-scheme: ${theme}; }` : "";
}
