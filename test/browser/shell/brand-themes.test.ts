/** Brands whose rules are for authentik's own interface look here as they are meant to. */
import { expect } from "@open-wc/testing";
import { startExtras } from "../../../src/client/shell/page-extras.ts";
import { brand } from "../../fixtures/brand.ts";
import { identificationChallenge } from "../../fixtures/challenges.ts";
import { expectAccessible } from "../../support/accessible.ts";
import { isCompatibility } from "../../support/mode.ts";
import { afterwards, mountFlow, type MountedFlow } from "../../support/mount.ts";
import { until } from "../../support/until.ts";

const root = document.documentElement;

/** Variables of PatternFly alone, for light pages and dark ones. */
const lagoon = `
  :root {
    --pf-global--primary-color--100: rgb(0, 110, 120);
    --pf-global--BackgroundColor--100: rgb(250, 255, 255);
    --pf-global--BackgroundColor--200: rgb(210, 240, 240);
    --pf-global--Color--100: rgb(10, 40, 40);
    --pf-global--Color--200: rgb(40, 80, 80);
    --pf-global--BorderColor--100: rgb(180, 220, 220);
    --pf-global--link--Color: rgb(120, 30, 90);
    --pf-global--FontFamily--sans-serif: "Georgia", serif;
    --pf-global--BorderRadius--sm: 3px;
    --ak-global--background-image: none;
  }
  html[data-theme="dark"] {
    --pf-global--primary-color--100: rgb(120, 220, 220);
    --ak-dark-background: rgb(5, 15, 20);
    --ak-dark-background-light: rgb(12, 30, 38);
    --ak-dark-foreground: rgb(220, 240, 240);
  }`;

/** Classes and parts, important as such themes are. */
const ember = `
  body { background-color: rgb(40, 10, 5) !important; }
  .pf-c-login__main, ak-flow-executor::part(nothing) {
    background-color: rgb(60, 20, 10) !important;
    border: 2px solid rgb(255, 120, 40) !important;
    border-radius: 4px !important;
    margin-top: 13rem !important;
  }
  .pf-c-title.pf-m-3xl { color: rgb(255, 200, 150) !important; font-size: 0 !important; }
  .pf-c-form-control { background-color: rgb(80, 30, 20) !important; background-image: url("data:image/svg+xml;a;b") !important; }
  @media all { .pf-c-form__label .pf-c-form__label-text { color: rgb(255, 210, 170) !important; } }
  .pf-c-button.pf-m-primary.pf-m-block { background: rgb(255, 120, 40) !important; color: rgb(20, 5, 0) !important; }
  ak-flow-executor::part(locale-select), ak-brand-links { display: none !important; }`;

/** What the two interfaces share, beside rules that are meant for this one. */
const orchard = `
  :root { --ak-accent: rgb(240, 230, 90); --ak-flow-background: linear-gradient(rgb(1, 2, 3), rgb(1, 2, 3)); }
  .pf-c-login__main { background: rgb(255, 255, 255); }
  ak-flow-executor::part(main) { border-radius: 30px; }
  .ak-card { border-radius: 1px; }`;

async function themed(css: string, isInPage = false): Promise<MountedFlow> {
  const sheets = [...document.adoptedStyleSheets];
  afterwards(() => (document.adoptedStyleSheets = sheets));
  if (isInPage) {
    const own = new CSSStyleSheet();
    own.replaceSync(css);
    document.adoptedStyleSheets.push(own);
  }
  const flow = await mountFlow({ first: identificationChallenge() });
  const { executor } = flow;
  executor.brand = brand({ branding_custom_css: css });
  await startExtras(executor, { websocket: false, ...(isInPage && { brand: executor.brand }) }, ["en"]);
  return flow;
}

function styleOf({ root: page }: MountedFlow, selector: string): CSSStyleDeclaration {
  const element = page.querySelector(selector);
  if (!element) throw new Error(`there is no ${selector}`);
  return getComputedStyle(element);
}

function pageStyle({ executor }: MountedFlow): CSSStyleDeclaration {
  return getComputedStyle(executor);
}

const submit = "button[type=submit]";

describe("a theme of variables", () => {
  it("has its colours, its type and its shapes", async () => {
    root.dataset["theme"] = "light";
    const flow = await themed(lagoon);
    await until(() => styleOf(flow, submit).backgroundColor === "rgb(0, 110, 120)", "the button has its colour");
    expect(styleOf(flow, submit).color).to.equal("rgb(255, 255, 255)");
    expect(styleOf(flow, submit).borderRadius).to.equal("3px");
    expect(styleOf(flow, ".ak-card").backgroundColor).to.equal("rgb(250, 255, 255)");
    expect(styleOf(flow, ".ak-card").borderTopColor).to.equal("rgb(180, 220, 220)");
    expect(styleOf(flow, ".ak-title").color).to.equal("rgb(10, 40, 40)");
    expect(pageStyle(flow).backgroundColor).to.equal("rgb(210, 240, 240)");
    expect(pageStyle(flow).backgroundImage).to.equal("none");
    expect(pageStyle(flow).fontFamily).to.match(/^"?Georgia/);
    await expectAccessible(flow.executor);
  });

  it("has its own for dark pages, also when the page turns dark", async () => {
    root.dataset["theme"] = "light";
    const flow = await themed(lagoon);
    await until(() => styleOf(flow, submit).backgroundColor === "rgb(0, 110, 120)", "it is light");
    root.dataset["theme"] = "dark";
    await until(() => styleOf(flow, submit).backgroundColor === "rgb(120, 220, 220)", "it is dark");
    expect(styleOf(flow, submit).color).to.equal("rgb(0, 0, 0)");
    expect(styleOf(flow, ".ak-card").backgroundColor).to.equal("rgb(12, 30, 38)");
    expect(styleOf(flow, ".ak-title").color).to.equal("rgb(220, 240, 240)");
  });

  it("has the page say which colours it has, because such themes ask", async () => {
    await themed(lagoon);
    await until(() => root.dataset["theme"], "the page says so");
    expect(root.dataset["theme"]).to.equal(matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
  });
});

describe("a theme of classes and parts", () => {
  it("has its looks, and leaves the structure alone", async () => {
    root.dataset["theme"] = "light";
    const flow = await themed(ember);
    await until(() => styleOf(flow, ".ak-card").backgroundColor === "rgb(60, 20, 10)", "the card has its colour");
    await until(() => document.getAnimations().length === 0, "the colours have changed");
    const { borderTopWidth, borderTopColor, borderRadius, marginTop } = styleOf(flow, ".ak-card");
    expect([borderTopWidth, borderTopColor, borderRadius, marginTop]).to.deep.equal([
      "2px",
      "rgb(255, 120, 40)",
      "4px",
      "0px",
    ]);
    expect(pageStyle(flow).backgroundColor).to.equal("rgb(40, 10, 5)");
    expect(styleOf(flow, ".ak-title").color).to.equal("rgb(255, 200, 150)");
    expect(styleOf(flow, ".ak-title").fontSize).to.equal("24px");
    expect(styleOf(flow, ".ak-field input").backgroundColor).to.equal("rgb(80, 30, 20)");
    expect(styleOf(flow, ".ak-field label").color).to.equal("rgb(255, 210, 170)");
    expect([styleOf(flow, submit).backgroundColor, styleOf(flow, submit).color]).to.deep.equal([
      "rgb(255, 120, 40)",
      "rgb(20, 5, 0)",
    ]);
  });

  it("hides the languages and the footer, if it wants to", async () => {
    const flow = await themed(ember);
    await until(() => styleOf(flow, "ak-language-select").display === "none", "the languages are away");
    if (isCompatibility) return; // The default footer has no shadow root there, whose rules outer ones would win over.
    const footer = flow.executor.renderRoot.querySelector("[part=footer]");
    expect(footer && getComputedStyle(footer).display).to.equal("none");
    expect(styleOf(flow, submit).display).not.to.equal("none");
  });

  it("has our text light on its dark card, on a light page too", async () => {
    root.dataset["theme"] = "light";
    const flow = await themed(".pf-c-login__main { background: rgb(20, 20, 20) }");
    await until(() => pageStyle(flow).colorScheme === "dark", "the flow is dark");
    await until(() => document.getAnimations().length === 0, "the colours have changed");
    await expectAccessible(flow.executor);
  });
});

describe("a theme that knows both interfaces", () => {
  for (const isInPage of [false, true]) {
    it(`has what they share, and what is meant for this one wins${isInPage ? ", if it came with the page" : ""}`, async () => {
      root.dataset["theme"] = "dark";
      const flow = await themed(orchard, isInPage);
      await until(() => styleOf(flow, submit).backgroundColor === "rgb(240, 230, 90)", "the button has its colour");
      expect(styleOf(flow, submit).color).to.equal("rgb(0, 0, 0)");
      expect(pageStyle(flow).backgroundImage).to.contain("rgb(1, 2, 3)");
      expect(styleOf(flow, ".ak-card").backgroundColor).to.equal("rgb(255, 255, 255)");
      expect(styleOf(flow, ".ak-card").borderRadius).to.equal("1px");
      expect(pageStyle(flow).colorScheme).to.equal("light");
    });
  }
});
