import { expect } from "@open-wc/testing";
import { LitElement } from "lit";
import { layoutStyles } from "../../../src/client/shell/layout/layout.styles.ts";
import { accountChooserStyles } from "../../../src/client/shell/accounts/account-chooser.styles.ts";
import { inspectorStyles } from "../../../src/client/shell/inspector/flow-inspector.styles.ts";
import { languageSelectStyles } from "../../../src/client/shell/language/language-select.styles.ts";
import { toastStyles } from "../../../src/client/shell/toasts.styles.ts";
import { consentStyles } from "../../../src/client/stages/consent/consent-stage.styles.ts";
import { flowErrorStyles } from "../../../src/client/stages/flow-error-stage.styles.ts";
import { frameStageStyles } from "../../../src/client/stages/frame-stage.styles.ts";
import { iframeLogoutStyles } from "../../../src/client/stages/iframe-logout-stage.styles.ts";
import { promptStyles } from "../../../src/client/stages/prompt/prompt-stage.styles.ts";
import { sessionEndStyles } from "../../../src/client/stages/session-end-stage.styles.ts";
import { telegramSourceStyles } from "../../../src/client/stages/telegram-source-stage.styles.ts";
import { captchaStyles } from "../../../src/client/ui/captcha-box.styles.ts";
import { loginSourcesStyles } from "../../../src/client/ui/login-sources.styles.ts";
import { htmlStyles } from "../../../src/client/ui/sanitised-html.styles.ts";
import { authenticatorStyles } from "../../../src/client/ui/styles/authenticator.styles.ts";
import { wideCardStyles } from "../../../src/client/ui/styles/wide-card.styles.ts";
import { identificationChallenge } from "../../fixtures/challenges.ts";
import { setHtml } from "../../support/html.ts";
import { afterwards, mountFlow } from "../../support/mount.ts";

const ofElements = [
  accountChooserStyles,
  inspectorStyles,
  languageSelectStyles,
  consentStyles,
  flowErrorStyles,
  frameStageStyles,
  iframeLogoutStyles,
  promptStyles,
  sessionEndStyles,
  telegramSourceStyles,
  captchaStyles,
  loginSourcesStyles,
  htmlStyles,
  authenticatorStyles,
  wideCardStyles,
];

class StyledProbe extends LitElement {
  constructor() {
    super();
    for (const adopt of ofElements) adopt(this);
  }
}
customElements.define("ak-styled-probe", StyledProbe);

/** One declaration of ours. */
interface Declared {
  readonly selector: string;
  readonly property: string;
  readonly priority: string;
  readonly layer: string;
}

/** Every declaration in a sheet, with the layer that it is in. */
function declarations(rules: CSSRuleList, layer = ""): Declared[] {
  return [...rules].flatMap((rule): Declared[] => {
    if (rule instanceof CSSImportRule) return rule.styleSheet ? declarations(rule.styleSheet.cssRules, layer) : [];
    if (rule instanceof CSSKeyframesRule) return [];
    const inner = rule instanceof CSSLayerBlockRule ? rule.name : layer;
    const own =
      rule instanceof CSSStyleRule
        ? [...rule.style].map((property) => ({
            selector: rule.selectorText,
            property,
            priority: rule.style.getPropertyPriority(property),
            layer: inner,
          }))
        : [];
    return "cssRules" in rule ? [...own, ...declarations(rule.cssRules as CSSRuleList, inner)] : own;
  });
}

/** Puts every style of the interface on the page, and gives all that they declare. */
async function allDeclarations(): Promise<Declared[]> {
  const { executor } = await mountFlow({ first: identificationChallenge() });
  const probe = new StyledProbe();
  executor.append(probe);
  layoutStyles(executor);
  toastStyles(executor);
  const linked = [...document.styleSheets].filter(({ href }) => href?.includes("/flow.css"));
  expect(linked, "the page's own style sheet").to.have.length(1);
  return [...linked, ...document.adoptedStyleSheets].flatMap(({ cssRules }) => declarations(cssRules));
}

/** Puts the markup into a flow, and gives the element that it calls x. */
async function insertMarkup(markup: string): Promise<Element> {
  const { executor } = await mountFlow({ first: identificationChallenge() });
  const holder = document.createElement("div");
  setHtml(holder, markup);
  executor.append(holder);
  const element = holder.querySelector("#x");
  if (!element) throw new Error("the markup has no element that is called x");
  return element;
}

/** Declarations in which styles of ours contradict each other: what a brand says has to win over the winner. */
const contradictions = [
  ["a hidden element", '<p class="ak-intro" id="x" hidden></p>', "display", "block"],
  ["the sentence of a step", '<p class="ak-intro" id="x"></p>', "margin-block-start", "40px"],
  ["links", '<p class="ak-links" id="x"></p>', "margin-block-end", "40px"],
  ["a notice", '<p class="ak-notice" id="x"></p>', "margin-block-end", "40px"],
  [
    "a code",
    '<div class="ak-field"><input class="ak-code" id="x" /></div>',
    "font-variant-numeric",
    "diagonal-fractions",
  ],
  [
    "a choice in error",
    '<div class="ak-field ak-choice-field"><label class="ak-check"><input id="x" type="checkbox" aria-invalid="true" /></label></div>',
    "box-shadow",
    "rgb(1, 2, 3) 1px 1px 1px 1px",
  ],
  ["a hint below a field", '<div class="ak-field"></div><p class="ak-hint" id="x"></p>', "margin-block-start", "40px"],
  [
    "a wide card",
    '<main class="ak-card" id="x"><ak-stage-consent><p class="ak-permissions"></p></ak-stage-consent></main>',
    "justify-self",
    "end",
  ],
] as const;

describe("the interface's styles", () => {
  it("are all in layers, and none is important, so that a rule in no layer wins", async () => {
    const all = await allDeclarations();
    expect(all.length).to.be.greaterThan(600);
    expect(all.filter(({ layer, priority }) => !layer.startsWith("flow.") || priority !== "")).to.deep.equal([]);
  });

  it("hold what wins over other rules of ours in the layer that comes last", async () => {
    const all = await allDeclarations();
    const hidden = all.filter(({ selector, property }) => selector.endsWith("[hidden]") && property === "display");
    expect(hidden.map(({ layer }) => layer)).to.deep.equal(["flow.state"]);
    const element = await insertMarkup('<p class="ak-problem" id="x" hidden></p>');
    expect(getComputedStyle(element).display).to.equal("none");
  });

  for (const [what, markup, property, value] of contradictions) {
    it(`yield to a brand that styles ${what}`, async () => {
      await allDeclarations();
      const element = await insertMarkup(markup);
      expect(getComputedStyle(element).getPropertyValue(property)).not.to.equal(value);
      const brand = new CSSStyleSheet();
      brand.replaceSync(`:where(#x) { ${property}: ${value} }`); // As weak as a selector can be.
      document.adoptedStyleSheets.unshift(brand);
      afterwards(() => (document.adoptedStyleSheets = document.adoptedStyleSheets.filter((sheet) => sheet !== brand)));
      expect(getComputedStyle(element).getPropertyValue(property)).to.equal(value);
    });
  }
});
