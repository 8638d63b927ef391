/** The recipes for the looks of a page of one's own, as they stand in `examples/package/looks/`. */
import { expect } from "@open-wc/testing";
import { setViewport } from "@web/test-runner-commands";
import logoBeside from "../../../examples/package/looks/logo-beside.css?inline";
import noFrame from "../../../examples/package/looks/no-frame.css?inline";
import split from "../../../examples/package/looks/split.css?inline";
import { defineFlow, FlowElement } from "../../../src/package/define.ts";
import { consentChallenge } from "../../fixtures/message-challenges.ts";
import { mockFlow } from "../../kit/mock-flow.ts";
import { afterwards } from "../../support/mount.ts";
import { until } from "../../support/until.ts";

defineFlow();

interface Boxes {
  readonly element: FlowElement;
  readonly brand: DOMRect;
  readonly card: DOMRect;
}

/** The element with a look, at a step whose card asks for more room than others. */
async function mounted(css: string): Promise<Boxes> {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  document.adoptedStyleSheets.push(sheet);
  const element = new FlowElement();
  const brand = document.createElement("p");
  brand.slot = "brand";
  brand.textContent = "Northwind, freight that arrives when you said it would.";
  element.append(brand);
  Object.assign(element, { slug: "any", lang: "en", fetch: mockFlow([consentChallenge()]).fetch });
  document.body.append(element);
  afterwards(() => {
    element.remove();
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((each) => each !== sheet);
  });
  await until(() => element.querySelector(".ak-card"), "the card is there");
  await until(() => element.querySelector("[data-stage] .ak-permissions"), "the step shows");
  const card = element.querySelector(".ak-card")?.getBoundingClientRect() ?? new DOMRect();
  return { element, brand: brand.getBoundingClientRect(), card };
}

for (const [name, css] of Object.entries({ logoBeside, noFrame, split })) {
  for (const [width, dir] of [
    [1280, "ltr"],
    [1280, "rtl"],
    [320, "ltr"],
  ] as const) {
    it(`${name}: nothing is cut off or covered, ${width} wide, ${dir}`, async () => {
      await setViewport({ width, height: 720 });
      document.documentElement.dir = dir;
      const { element, brand, card } = await mounted(css);
      expect(document.documentElement.scrollWidth).to.be.at.most(width);
      const isBeside = brand.right <= card.left || card.right <= brand.left;
      expect(isBeside || brand.bottom <= card.top).to.equal(true);
      expect(isBeside).to.equal(width > 1000 && name !== "noFrame");
      if (isBeside) expect(brand.left < card.left).to.equal(dir === "ltr");
      const { borderTopWidth } = getComputedStyle(element.querySelector(".ak-card") ?? element);
      expect(borderTopWidth === "0px").to.equal(name !== "logoBeside" || width < 1000);
    });
  }
}

after(() => setViewport({ width: 800, height: 600 }));
