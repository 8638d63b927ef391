import { expect } from "@open-wc/testing";
import { executeServerCommand } from "@web/test-runner-commands";
import { FlowSubmitEvent } from "../../../src/client/ui/events.ts";
import { dummyChallenge } from "../../fixtures/challenges.ts";
import { components, fillings, generatedChallenge } from "../../fixtures/generated-challenges.ts";
import { type MountedFlow, mountFlow } from "../../support/mount.ts";
import { settle, until } from "../../support/until.ts";

/** What the browser counts, after everything that nobody holds is gone. */
interface Counts {
  readonly documents: number;
  readonly nodes: number;
  readonly jsEventListeners: number;
}

// Steps that go on or leave by themselves cannot be led through.
const restless = /redirect|autosubmit|logout|apple|captcha/;
const everything = fillings.find(({ name }) => name === "everything");
const steps = components.filter((component) => !restless.test(component));
const rounds = Math.ceil(100 / steps.length);

async function counts(): Promise<Counts> {
  let last = Infinity;
  for (;;) {
    await settle();
    await executeServerCommand("cdp", { method: "HeapProfiler.collectGarbage" });
    const found: Counts = await executeServerCommand("cdp", { method: "Memory.getDOMCounters" });
    // What is let go of while it collects is collected the next time.
    if (found.nodes >= last) return found;
    last = found.nodes;
  }
}

// Only Chromium counts for tests.
const canCount = navigator.userAgent.includes("Chrome/");

(canCount ? describe : describe.skip)("a hundred step changes", () => {
  it("leave no node, frame or listener behind", async function () {
    this.timeout(60_000);
    if (!everything) throw new Error("there is no such filling");
    const round = [
      ...steps.map((component) => generatedChallenge(component, everything)),
      dummyChallenge({ name: "rest" }),
    ];
    const answers = Array.from({ length: rounds + 1 }, () => round).flat();
    const flow = await mountFlow({ first: dummyChallenge({ name: "start" }), answers });
    await goRound(flow, round.length);
    const before = await counts();
    for (let i = 0; i < rounds; i++) await goRound(flow, round.length);
    const after = await counts();
    expect(after.documents, "documents").to.be.at.most(before.documents);
    // A little of what the browser itself keeps comes and goes.
    expect(after.nodes - before.nodes, "nodes").to.be.below(50);
    expect(after.jsEventListeners - before.jsEventListeners, "listeners").to.be.below(20);
  });
});

async function goRound({ executor, server, root }: MountedFlow, length: number): Promise<void> {
  for (let i = 0; i < length; i++) {
    const sent = server.payloads.length;
    const stage = root.querySelector("[data-stage]");
    executor.dispatchEvent(new FlowSubmitEvent({}));
    await until(() => server.payloads.length > sent, "the answer is sent");
    await until(() => root.querySelector("[data-stage]") !== stage, "the next step shows");
  }
}
