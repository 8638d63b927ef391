import { expect } from "@open-wc/testing";
import type { FlowExecutor } from "../../../src/client/shell/flow-executor.ts";
import type { Challenge } from "../../../src/protocol/challenges.ts";
import { identificationChallenge, unknownChallenge } from "../../fixtures/challenges.ts";
import { unknownStates } from "../../fixtures/states/step-states.ts";
import { giveHostConfig } from "../../support/host-config.ts";
import { afterwards, mountFlow } from "../../support/mount.ts";
import { click } from "../../support/person.ts";
import { describeStageContract } from "../../support/stage-contract.ts";
import { until } from "../../support/until.ts";

describeStageContract({ component: "ak-stage-from-the-future", states: unknownStates });

describe("a component that this version does not know", () => {
  it("is named", async () => {
    const { screen } = await mountFlow({ first: unknownChallenge() });
    expect(screen.text).to.contain("ak-stage-from-the-future");
  });

  it("has a way out", async () => {
    const { screen } = await mountFlow({ first: unknownChallenge() });
    expect(screen.link("Go to the overview").getAttribute("href")).to.equal("/");
  });

  it("can be asked for again", async () => {
    const { screen } = await mountFlow({ first: unknownChallenge(), answers: [identificationChallenge()] });
    await click(screen.button("Try again"));
    expect(screen.has("field", "Email or username")).to.equal(true);
  });
});

describe("a component that this version does not know, where the server has another interface", () => {
  it("leads to the same flow there, with nothing to press", async () => {
    giveHostConfig({ fallback: "/if/flow/login/?next=/x&fallback" });
    const leaving: string[] = [];
    const onLeave = (event: HTMLElementEventMap["ak-flow-before-leave"]): void => {
      event.preventDefault();
      leaving.push(event.to);
    };
    document.addEventListener("ak-flow-before-leave", onLeave as EventListener);
    afterwards(() => document.removeEventListener("ak-flow-before-leave", onLeave as EventListener));
    await mountFlow({ first: unknownChallenge() });
    await until(() => leaving.length > 0, "the page leads elsewhere");
    expect(leaving).to.deep.equal([`${location.origin}/if/flow/login/?next=/x&fallback`]);
  });
});

describe("a stage of one's own", () => {
  const own: unknown = { component: "test-stage-colour" };
  const first = own as Challenge;

  it("shows where it is registered", async () => {
    const { screen } = await mountFlow({ first, before: register });
    expect(screen.heading).to.equal("Your colour");
  });

  it("is answered with its fields", async () => {
    const { screen, server } = await mountFlow({ first, before: register });
    await click(screen.button("Choose"));
    expect(server.payloads).to.deep.equal([{ component: "test-stage-colour", colour: "red" }]);
  });

  function register(executor: HTMLElement): void {
    const { registerStage } = executor.constructor as typeof FlowExecutor;
    registerStage("test-stage-colour", async () => (await import("../../support/colour-stage.ts")).ColourStage);
  }
});
