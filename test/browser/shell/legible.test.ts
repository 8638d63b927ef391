import { expect } from "@open-wc/testing";
import { startLegible } from "../../../src/client/shell/legible.ts";
import { passwordChallenge } from "../../fixtures/challenges.ts";
import { mountFlow, type MountedFlow, untilTheEnd } from "../../support/mount.ts";
import { settle } from "../../support/until.ts";

const long = "alexandra.musterfrau-von-und-zu-hohenstein@subsidiary.example.org";

async function account(pending_user: string): Promise<{ row: HTMLElement; flow: MountedFlow }> {
  const flow = await mountFlow({ first: passwordChallenge({ pending_user }) });
  startLegible(flow.executor, untilTheEnd());
  await settle();
  const row = flow.root.querySelector<HTMLElement>(".ak-identity");
  if (!row) throw new Error("there is no account");
  return { row, flow };
}

describe("the account's name", () => {
  it("stands whole in as many lines as it needs, and the input that managers read is still laid out", async () => {
    const { row, flow } = await account(long);
    expect(row.dataset["name"]).to.equal(long);
    expect(row.getBoundingClientRect().height).to.be.greaterThan(60);
    const input = flow.screen.field("Account");
    expect(input.value).to.equal(long);
    expect(input.getBoundingClientRect().width).to.be.greaterThan(100);
    expect(row.scrollWidth).to.be.at.most(row.clientWidth);
  });

  it("stands in its input where it fits", async () => {
    const { row } = await account("ada");
    expect(row.hasAttribute("data-name")).to.equal(false);
  });
});
