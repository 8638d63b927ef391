/** A page has one main part, whoever's it is. */
import { expect } from "@open-wc/testing";
import { FlowElement, defineFlow } from "../../../src/package/define.ts";
import { fixtures } from "../../kit/fixtures.ts";
import { mockFlow } from "../../kit/mock-flow.ts";
import { expectAccessible } from "../../support/accessible.ts";
import { isCompatibility } from "../../support/mode.ts";
import { afterwards } from "../../support/mount.ts";
import { until } from "../../support/until.ts";

defineFlow();

async function shown(place: ParentNode, properties: Partial<FlowElement> = {}): Promise<FlowElement> {
  const element = new FlowElement();
  const flow = mockFlow([fixtures["ak-stage-password"]()]);
  Object.assign(element, { slug: "any", lang: "en", fetch: flow.fetch, ...properties });
  place.append(element);
  afterwards(() => element.remove());
  await until(() => card(element), "the card is there");
  return element;
}

function card(element: FlowElement): HTMLElement | null {
  return (element.encapsulated ? element.renderRoot : element).querySelector<HTMLElement>(".ak-card");
}

describe("the main part of a page", () => {
  it("is the card of the first of two flows, and not of the second", async () => {
    const first = await shown(document.body);
    const second = await shown(document.body);
    expect([first, second].map((element) => card(element)?.localName)).to.deep.equal(["main", "section"]);
    await expectAccessible(document.body);
  });

  for (const encapsulated of isCompatibility ? [false] : [false, true]) {
    it(`is the page's own where it has one${encapsulated ? "; encapsulated" : ""}`, async () => {
      const main = document.createElement("main");
      document.body.append(main);
      afterwards(() => main.remove());
      const element = await shown(main, { encapsulated });
      expect(card(element)?.localName).to.equal("section");
      await expectAccessible(main);
      card(element)?.querySelector("form")?.requestSubmit();
      await until(() => card(element)?.querySelector("[role=alert]:not([hidden])"), "what is missing is said");
    });
  }
});
