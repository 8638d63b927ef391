import { expect } from "@open-wc/testing";
import { duoSetupChallenge } from "../../fixtures/authenticator-challenges.ts";
import { duoSetupStates } from "../../fixtures/states/authenticator-setup-states.ts";
import { type Clock, stopClock } from "../../support/clock.ts";
import { afterwards, mountFlow } from "../../support/mount.ts";
import { click } from "../../support/person.ts";
import { describeStates } from "../../support/states-contract.ts";

const component = "ak-stage-authenticator-duo";
const first = duoSetupChallenge();

describe(`${component}: the contract`, () => describeStates(duoSetupStates));

describe(component, () => {
  let clock: Clock;

  // Loading code takes time that a stopped clock does not tell.
  before(() => import("../../../src/client/flow/duo-status.ts"));

  beforeEach(() => {
    clock = stopClock();
    afterwards(() => clock.start());
  });

  it("goes on by itself when the app is set up, once", async () => {
    const { server } = await mountFlow({ first });
    await clock.pass(3000);
    expect(server.payloads).to.be.empty;
    server.duoStatus = "success";
    await clock.pass(9000);
    expect(server.payloads).to.deep.equal([{ component }]);
    expect(server.duoQuestions).to.equal(2);
  });

  it("looks at once when the button is pressed, and says that it is not done yet", async () => {
    const { screen, server } = await mountFlow({ first });
    await click(screen.button("Continue"));
    expect(server.duoQuestions).to.equal(1);
    expect(server.payloads).to.be.empty;
    expect(screen.statuses.join(" ")).to.contain("not set up yet");
  });

  it("stops when the code is no longer valid, and offers a way on", async () => {
    const { screen, server } = await mountFlow({ first });
    server.duoStatus = "invalid";
    await clock.pass(12_000);
    expect(server.duoQuestions).to.equal(1);
    expect(screen.alerts.join(" ")).to.contain("no longer valid");
    expect(screen.has("link", "Start over")).to.equal(true);
  });

  it("keeps trying when the server cannot be reached, and says so", async () => {
    const { screen, server } = await mountFlow({ first });
    server.duoStatus = undefined;
    await clock.pass(6000);
    expect(server.duoQuestions).to.equal(2);
    expect(screen.statuses.join(" ")).to.contain("cannot be reached");
  });

  it("does not ask while nobody can see the page, and asks when somebody can", async () => {
    const { server } = await mountFlow({ first });
    let visibility = "hidden";
    Object.defineProperty(document, "visibilityState", { configurable: true, get: () => visibility });
    afterwards(() => Reflect.deleteProperty(document, "visibilityState"));
    await clock.pass(9000);
    expect(server.duoQuestions).to.equal(0);
    visibility = "visible";
    document.dispatchEvent(new Event("visibilitychange"));
    await clock.pass(0);
    expect(server.duoQuestions).to.equal(1);
  });

  it("asks no more when it is gone", async () => {
    const { executor, server } = await mountFlow({ first });
    executor.remove();
    await clock.pass(9000);
    expect(server.duoQuestions).to.equal(0);
  });

  it("links only to where no script runs", async () => {
    const { screen } = await mountFlow({ first: duoSetupChallenge({ activation_code: "javascript:alert(1)" }) });
    expect(screen.has("link", "Open in Duo Mobile on this phone")).to.equal(false);
  });
});
