import type { ReactiveControllerHost } from "lit";
import { type Theme, watchTheme } from "../platform/page-theme.ts";
import account from "../ui/styles/account.css?inline";
import buttons from "../ui/styles/buttons.css?inline";
import fields from "../ui/styles/fields.css?inline";
import frame from "../ui/styles/frame.css?inline";
import layers from "../ui/styles/layers.css?inline";
import problems from "../ui/styles/problems.css?inline";
import reset from "../ui/styles/reset.css?inline";
import states from "../ui/styles/states.css?inline";
import tokens from "../ui/styles/tokens.css?inline";

/** As in `flow.css`, whose imports a constructed style sheet would not follow. */
const css = [layers, tokens, reset, frame, fields, problems, account, buttons, states].join("\n");

/** Gives an element's shadow root the styles that otherwise the document has. To be called once for each. */
export async function encapsulate(element: ReactiveControllerHost, root: ShadowRoot): Promise<void> {
  const theme = new CSSStyleSheet();
  root.adoptedStyleSheets.push(await new CSSStyleSheet().replace(css), theme);
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
