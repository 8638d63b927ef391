import { expect } from "@open-wc/testing";
import { startExtras } from "../../../src/client/shell/page-extras.ts";
import { brand } from "../../fixtures/brand.ts";
import { consentChallenge } from "../../fixtures/message-challenges.ts";
import { flowInfo, identificationChallenge, redirectChallenge } from "../../fixtures/challenges.ts";
import { afterwards, type MountedFlow, mountFlow } from "../../support/mount.ts";
import { click, fillIn } from "../../support/person.ts";
import { until } from "../../support/until.ts";
import { canResize, resize } from "../../support/viewport.ts";

type Layout = ReturnType<typeof flowInfo>["layout"];

async function arranged(layout: Layout, background = "/missing.png"): Promise<MountedFlow> {
  const first = identificationChallenge({ flow_info: flowInfo({ layout, background }) });
  const flow = await mountFlow({ first, answers: [redirectChallenge()] });
  await startExtras(flow.executor, {}, ["en"]);
  await until(() => flow.executor.dataset["layout"] === layout, "it is arranged");
  afterwards(() => document.documentElement.style.removeProperty("--ak-background-image"));
  return flow;
}

/** On which part of the page the card is. */
function sideOf({ root }: MountedFlow): "left" | "middle" | "right" {
  const { left, right } = root.querySelector(".ak-card")?.getBoundingClientRect() ?? new DOMRect();
  const middle = (left + right) / 2 / document.documentElement.clientWidth;
  if (middle < 0.4) return "left";
  return middle > 0.6 ? "right" : "middle";
}

function middleOf(element: Element): number {
  const { left, right } = element.getBoundingClientRect();
  return (left + right) / 2;
}

const pictures = { light: "/missing-light.png", dark: "/missing-dark.png" };

describe("the background of a flow", () => {
  afterEach(() => document.documentElement.style.removeProperty("--ak-background-image"));

  for (const layout of ["stacked", "content_left", "content_right", "sidebar_left", "sidebar_right"] as const) {
    it(`is the one for light pages or for dark ones, also when the page turns, if it is ${layout}`, async () => {
      document.documentElement.dataset["theme"] = "light";
      const info = flowInfo({ layout, background: pictures.light, background_themed_urls: pictures });
      const { executor } = await mountFlow({ first: identificationChallenge({ flow_info: info }) });
      await startExtras(executor, { websocket: false }, ["en"]);
      await until(() => getComputedStyle(executor).backgroundImage.includes(pictures.light), "the light one shows");
      document.documentElement.dataset["theme"] = "dark";
      await until(() => getComputedStyle(executor).backgroundImage.includes(pictures.dark), "the dark one shows");
    });
  }

  it("is the plain one where a release knows no others", async () => {
    const { background_themed_urls: _, ...info } = flowInfo({ background: pictures.light });
    const { executor } = await mountFlow({ first: identificationChallenge({ flow_info: info }) });
    await startExtras(executor, { websocket: false }, ["en"]);
    await until(() => getComputedStyle(executor).backgroundImage.includes(pictures.light), "it shows");
  });
});

(canResize ? describe : describe.skip)("the layout of a flow", () => {
  beforeEach(() => resize({ width: 1280, height: 800 }));
  after(() => resize({ width: 800, height: 600 }));

  for (const [layout, side] of [
    ["content_left", "left"],
    ["content_right", "right"],
    ["sidebar_left", "left"],
    ["sidebar_right", "right"],
    ["sidebar_left_frame_background", "left"],
    ["sidebar_right_frame_background", "right"],
  ] as const) {
    it(`has the card on the ${side}, if it is ${layout}`, async () => {
      expect(sideOf(await arranged(layout))).to.equal(side);
    });

    it(`is turned around where one reads from right to left, if it is ${layout}`, async () => {
      const flow = await arranged(layout);
      flow.executor.dir = "rtl";
      expect(sideOf(flow)).to.equal(side === "left" ? "right" : "left");
    });

    it(`is stacked on a phone, even if it is ${layout}`, async () => {
      await resize({ width: 360, height: 740 });
      const flow = await arranged(layout);
      expect(sideOf(flow)).to.equal("middle");
      expect(flow.executor.querySelector("iframe")?.checkVisibility() ?? false).to.equal(false);
    });
  }

  it("may have a page as its background, which learns nothing of this one", async () => {
    const { executor } = await arranged("sidebar_left_frame_background", "/background/");
    const frame = executor.querySelector("iframe");
    expect(frame?.getAttribute("src")).to.equal(`${location.origin}/background/`);
    expect(frame?.sandbox.contains("allow-same-origin")).to.equal(false);
    expect(document.documentElement.style.getPropertyValue("--ak-background-image")).to.equal("");
  });

  for (const layout of ["content_left", "content_right"] as const) {
    it(`has the logo above the middle of a card that needs more room, if it is ${layout}`, async () => {
      const first = consentChallenge({ flow_info: flowInfo({ layout }) });
      const flow = await mountFlow({ first, brand: brand() });
      await startExtras(flow.executor, { websocket: false }, ["en"]);
      await until(() => flow.executor.dataset["layout"] === layout, "it is arranged");
      const logo = await until(() => flow.executor.renderRoot.querySelector("[part=brand]"), "the logo");
      const card = flow.root.querySelector(".ak-card");
      if (!card) throw new Error("there is no card");
      expect(card.getBoundingClientRect().width).to.be.above(600);
      expect(middleOf(logo)).to.be.closeTo(middleOf(card), 1);
    });
  }

  it("opens no address that would run script", async () => {
    const { executor } = await arranged("sidebar_left_frame_background", "javascript:alert(1)");
    expect(executor.querySelector("iframe")).to.equal(null);
  });

  it("stays when a step does not say one", async () => {
    const first = identificationChallenge({ flow_info: flowInfo({ layout: "sidebar_left" }) });
    const { flow_info: _, ...next } = consentChallenge();
    const flow = await mountFlow({ first, answers: [next] });
    afterwards(() => document.documentElement.removeAttribute("style"));
    await startExtras(flow.executor, { flow: flowInfo({ layout: "sidebar_left" }) }, ["en"]);
    await until(() => sideOf(flow) === "left", "it is arranged");
    fillIn(flow.screen.field("Email or username"), "ada");
    await click(flow.screen.button("Log in"));
    await until(() => flow.root.querySelector("ak-stage-consent"), "the next step shows");
    expect(sideOf(flow)).to.equal("left");
  });
});
