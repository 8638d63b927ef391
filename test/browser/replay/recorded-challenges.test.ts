/** Each challenge that an authentik has sent can be shown: whole, with its errors, and with a way on. */
import { expect } from "@open-wc/testing";
import { executeServerCommand } from "@web/test-runner-commands";
import type { Challenge } from "../../../src/protocol/challenges.ts";
import { inFull, type RecordedCase } from "../../replay/recording.ts";
import { mountState, type MountedFlow } from "../../support/mount-state.ts";

interface Recorded {
  readonly at: string;
  readonly challenge: Challenge;
}

/** How many show at the same time: each waits for frames of the browser, which they can do together. */
const batchSize = 16;
/** Steps that go on by themselves. */
const passing = new Set(["xak-flow-redirect", "ak-stage-autosubmit", "ak-stage-endpoint-agent", "xak-flow-frame"]);

/** Every challenge of every case; what differs in secrets alone is the same. */
async function recordedChallenges(): Promise<Recorded[]> {
  const components = await executeServerCommand<Record<string, RecordedCase[]>, object>("recordings", {});
  const all = new Map<string, Recorded>();
  for (const [component, cases] of Object.entries(components)) {
    for (const { name, steps } of cases.map(inFull)) {
      for (const { challenge } of steps) {
        if (!challenge) continue;
        // Applications are on https, as the policy wants it of them.
        const own = JSON.stringify(challenge).replaceAll("{origin}", location.origin);
        const said = own.replaceAll(/http:(\/\/\w+\.example\.test)/g, "https:$1");
        const key = said.replaceAll(/[\w-]{20,}/g, "");
        if (!all.has(key)) all.set(key, { at: `${component}, ${name}`, challenge: JSON.parse(said) as Challenge });
      }
    }
  }
  return [...all.values()];
}

function expectWhole({ challenge }: Recorded, { screen, root }: MountedFlow): void {
  expect(root.querySelector("[data-stage]")?.localName, "the stage").not.to.equal("ak-stage-unknown");
  expect(screen.heading, "the title").not.to.equal("");
  expect(screen.text, "what can be read").not.to.match(
    /\bundefined\b|(?<!not be )\bnull\b|\[object|NaN|\bemail-sent\b/,
  );
  if (!passing.has(challenge.component)) expect([...screen.buttons, ...screen.links], "a way on").not.to.be.empty;
  const said = Object.values(challenge.response_errors ?? {}).flatMap((details) => details);
  for (const { string, code } of said) {
    if (string && code !== "email-sent") expect(screen.alerts.join(" ")).to.contain(string.trim());
  }
}

describe("Recorded challenges", () => {
  it("show", async function () {
    // There are hundreds.
    this.timeout(60_000);
    const recorded = await recordedChallenges();
    expect(recorded.length).to.be.above(150);
    const faults: string[] = [];
    while (recorded.length > 0) {
      await Promise.all(
        recorded.splice(0, batchSize).map(async (each) => {
          const flow = await mountState({ name: each.at, challenge: each.challenge });
          try {
            expectWhole(each, flow);
          } catch (cause) {
            faults.push(`${each.at}, ${each.challenge.component}: ${(cause as Error).message}`);
          }
          flow.executor.remove();
        }),
      );
    }
    expect(faults).to.deep.equal([]);
  }).timeout(60_000);
});
