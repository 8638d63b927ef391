import { expect } from "@open-wc/testing";
import { dummyChallenge, userLoginChallenge } from "../../fixtures/challenges.ts";
import { dummyStates, userLoginStates } from "../../fixtures/states/step-states.ts";
import { mountFlow } from "../../support/mount.ts";
import { click } from "../../support/person.ts";
import { describeStageContract } from "../../support/stage-contract.ts";

describeStageContract({
  component: "ak-stage-user-login",
  states: userLoginStates,
  answer: {
    state: { name: "plain", challenge: userLoginChallenge() },
    fill: () => undefined,
    button: "Yes, stay signed in",
    payload: { remember_me: true },
  },
});

describe("ak-stage-user-login", () => {
  it("takes no for an answer", async () => {
    const { screen, server } = await mountFlow({ first: userLoginChallenge() });
    await click(screen.button("No"));
    expect(server.payloads).to.deep.equal([{ component: "ak-stage-user-login", remember_me: false }]);
  });

  it("asks for nothing to be typed", async () => {
    const { screen } = await mountFlow({ first: userLoginChallenge() });
    expect(screen.fields.filter(({ readOnly }) => !readOnly)).to.be.empty;
  });
});

describeStageContract({
  component: "ak-stage-dummy",
  states: dummyStates,
  answer: {
    state: { name: "plain", challenge: dummyChallenge() },
    fill: () => undefined,
    button: "Continue",
    payload: {},
  },
});

describe("ak-stage-dummy", () => {
  it("says which stage it is", async () => {
    const { screen } = await mountFlow({ first: dummyChallenge({ name: "over-to-you" }) });
    expect(screen.text).to.contain("Stage name: over-to-you");
  });
});
