import { expect } from "@open-wc/testing";
import { startLegible, stayLegible } from "../../../src/client/shell/legible.ts";
import { passwordChallenge } from "../../fixtures/challenges.ts";
import { mountFlow, type Mounting, type MountedFlow, untilTheEnd } from "../../support/mount.ts";
import { isCompatibility } from "../../support/mode.ts";
import { settle, until } from "../../support/until.ts";

const long = "alexandra.musterfrau-von-und-zu-hohenstein@subsidiary.example.org";

interface Account {
  readonly row: HTMLElement;
  readonly input: HTMLInputElement;
  readonly flow: MountedFlow;
}

async function account(pending_user: string, mounting: Mounting = {}): Promise<Account> {
  const flow = await mountFlow({ first: passwordChallenge({ pending_user }), ...mounting });
  startLegible(flow.executor, untilTheEnd());
  await settle();
  const row = flow.root.querySelector<HTMLElement>(".ak-identity");
  if (!row) throw new Error("there is no account");
  return { row, input: flow.screen.field("Account"), flow };
}

describe("the account's name", () => {
  for (const encapsulated of isCompatibility ? [false] : [false, true]) {
    it(`stands whole in as many lines as it needs, ${encapsulated ? "encapsulated" : "in the document"}`, async () => {
      const { row } = await account(long, { encapsulated });
      expect(row.dataset["name"]).to.equal(long);
      expect(row.getBoundingClientRect().height).to.be.greaterThan(60);
      expect(row.scrollWidth).to.be.at.most(row.clientWidth);
    });
  }

  it("stands in its input where it fits", async () => {
    const { row } = await account("ada");
    expect(row.hasAttribute("data-name")).to.equal(false);
  });

  for (const [dir, side] of [
    ["ltr", "left"],
    ["rtl", "right"],
  ] as const) {
    it(`begins at the ${side} where one reads ${dir}, beside its picture`, async () => {
      document.documentElement.dir = dir;
      const { row } = await account(long);
      expect(getComputedStyle(row, "::before").textAlign).to.equal(side);
    });
  }

  it("is shown once: what the input draws of it is not seen, in the colours of the browser either", async () => {
    const { input } = await account(long);
    const { color, webkitTextFillColor, forcedColorAdjust } = getComputedStyle(input);
    expect([color, webkitTextFillColor]).to.deep.equal([transparent, transparent]);
    expect(forcedColorAdjust).to.be.oneOf(["none", undefined]); // WebKit has no colours that are forced.
  });

  it("leaves the input to password managers, untouched, laid out and covered by nothing", async () => {
    const { input, flow } = await account(long);
    expect(input.value).to.equal(long);
    expect(input.hasAttribute("style")).to.equal(false);
    const { left, top, width, height } = input.getBoundingClientRect();
    expect(width).to.be.greaterThan(100);
    expect(flow.executor.ownerDocument.elementFromPoint(left + width / 2, top + height / 2)).to.equal(input);
  });

  it("is measured anew when the flow gets another width", async () => {
    const { row, flow } = await account("ada@example.org");
    expect(row.hasAttribute("data-name")).to.equal(false);
    flow.executor.style.inlineSize = "14rem";
    await until(() => row.dataset["name"] !== undefined, "the name is whole again");
    flow.executor.style.inlineSize = "";
    await until(() => row.dataset["name"] === undefined, "the name stands in its line");
  });

  it("is whole in a page of somebody else's, also after that has moved the flow", async () => {
    const flow = await mountFlow({ first: passwordChallenge({ pending_user: "alexandra.musterfrau@example.org" }) });
    stayLegible(flow.executor);
    const place = document.createElement("div");
    place.style.inlineSize = "14rem";
    document.body.append(place);
    place.append(flow.executor);
    const row = flow.root.querySelector<HTMLElement>(".ak-identity");
    await until(() => row?.dataset["name"] !== undefined, "the name is whole");
    place.remove();
  });
});

const transparent = "rgba(0, 0, 0, 0)";
