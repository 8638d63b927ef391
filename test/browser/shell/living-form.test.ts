import { expect } from "@open-wc/testing";
import { unanswered } from "../../fixtures/answers.ts";
import {
  dummyChallenge,
  identificationChallenge,
  passwordChallenge,
  userLoginChallenge,
} from "../../fixtures/challenges.ts";
import { scenarios } from "../../fixtures/scenarios.ts";
import { type MountedFlow, mountFlow } from "../../support/mount.ts";
import { fillIn, press } from "../../support/person.ts";
import { until } from "../../support/until.ts";

/** The password's own input, also while nobody but a password manager can reach it. */
function passwordInput({ root }: MountedFlow): HTMLInputElement {
  const input = root.querySelector<HTMLInputElement>("input[autocomplete=current-password]");
  if (!input) throw new Error("there is no password input");
  return input;
}

async function nameSent(flow: MountedFlow): Promise<MountedFlow> {
  fillIn(flow.screen.field("Email or username"), "ada");
  await press("Enter");
  return flow;
}

describe("the one form of a flow", () => {
  it("stays the same node from step to step", async () => {
    const flow = await mountFlow(scenarios.signIn);
    const form = flow.root.querySelector("form");
    await nameSent(flow);
    expect(flow.root.querySelector("form")).to.equal(form);
  });

  it("is the only one", async () => {
    const flow = await nameSent(await mountFlow(scenarios.signIn));
    expect(flow.root.querySelectorAll("form")).to.have.length(1);
  });

  it("keeps the user name's node when it becomes read-only", async () => {
    const flow = await mountFlow(scenarios.signIn);
    const name = flow.screen.field("Email or username");
    await nameSent(flow);
    expect(flow.screen.field("Account")).to.equal(name);
    expect(name.autocomplete).to.equal("username");
  });

  it("keeps the user name's node when the flow begins anew", async () => {
    const flow = await mountFlow(scenarios.planLost);
    const name = flow.screen.field("Account");
    fillIn(flow.screen.field("Password"), "correct horse");
    await press("Enter");
    expect(flow.screen.field("Email or username")).to.equal(name);
    expect(name.readOnly).to.equal(false);
    expect(name.tabIndex).to.equal(0);
  });

  it("is left alone, but for its state, while an answer is under way", async () => {
    const flow = await mountFlow({ first: identificationChallenge(), answers: [unanswered] });
    const form = flow.root.querySelector("form");
    if (!form) throw new Error("there is no form");
    const changed: unknown[] = [];
    const observer = new MutationObserver((records) => {
      changed.push(...records.map(({ target, attributeName }) => [target, attributeName]));
    });
    fillIn(flow.screen.field("Email or username"), "ada");
    observer.observe(form, { attributes: true, childList: true, characterData: true, subtree: true });
    await press("Enter");
    observer.disconnect();
    expect(changed).to.deep.equal([[form, "aria-busy"]]);
  });

  it("shows no account on a step without one", async () => {
    const { screen } = await mountFlow({ first: dummyChallenge() });
    expect(screen.fields).to.be.empty;
  });
});

describe("the carried password", () => {
  it("is in the form from the first step on, laid out for password managers", async () => {
    const flow = await mountFlow(scenarios.signIn);
    const { width } = passwordInput(flow).getBoundingClientRect();
    expect(width).to.be.greaterThan(100);
    expect(getComputedStyle(passwordInput(flow)).display).not.to.equal("none");
  });

  it("is out of reach for a person", async () => {
    const flow = await mountFlow(scenarios.signIn);
    expect(flow.screen.has("field", "Password")).to.equal(false);
    expect(passwordInput(flow).closest("[inert]")).not.to.equal(null);
  });

  it("takes up no more than a line of one pixel", async () => {
    const flow = await mountFlow(scenarios.signIn);
    const row = passwordInput(flow).closest<HTMLElement>(".ak-carried");
    expect(row?.getBoundingClientRect().height).to.equal(1);
  });

  it("does not keep the name from being sent, and is not sent with it", async () => {
    const flow = await nameSent(await mountFlow(scenarios.signIn));
    expect(flow.server.payloads).to.deep.equal([{ component: "ak-stage-identification", uid_field: "ada" }]);
  });

  it("is not sent with the name even if a password manager has filled it in", async () => {
    const flow = await mountFlow(scenarios.signIn);
    passwordInput(flow).value = "correct horse";
    await nameSent(flow);
    expect(flow.server.payloads).to.deep.equal([{ component: "ak-stage-identification", uid_field: "ada" }]);
  });

  it("is the node that the password step asks in, with what a password manager has put there", async () => {
    const flow = await mountFlow(scenarios.signIn);
    const input = passwordInput(flow);
    input.value = "correct horse";
    await nameSent(flow);
    expect(flow.screen.field("Password")).to.equal(input);
    expect(input.value).to.equal("correct horse");
  });

  it("is required once its step has come", async () => {
    const flow = await nameSent(await mountFlow(scenarios.signIn));
    expect(flow.screen.field("Password").required).to.equal(true);
  });

  it("survives a step without fields in between", async () => {
    const flow = await mountFlow(scenarios.stepBetween);
    passwordInput(flow).value = "correct horse";
    await nameSent(flow);
    await until(() => flow.screen.has("button", "Continue"), "the step in between shows");
    await press("Enter");
    expect(flow.screen.field("Password").value).to.equal("correct horse");
  });

  it("is not sent by the step in between", async () => {
    const flow = await mountFlow(scenarios.stepBetween);
    passwordInput(flow).value = "correct horse";
    await nameSent(flow);
    await until(() => flow.screen.has("button", "Continue"), "the step in between shows");
    await press("Enter");
    expect(flow.server.payloads.at(-1)).to.deep.equal({ component: "ak-stage-dummy" });
  });

  it("is gone after the password step", async () => {
    const { screen, root } = await mountFlow({ first: passwordChallenge(), answers: [userLoginChallenge()] });
    fillIn(screen.field("Password"), "correct horse");
    await press("Enter");
    await until(() => screen.heading === "Stay signed in?", "the next step shows");
    expect(root.querySelector("input[type=password]")).to.equal(null);
  });

  for (const flow_designation of ["recovery", "enrollment"] as const) {
    it(`is not there in a flow for ${flow_designation}`, async () => {
      const { root } = await mountFlow({ first: identificationChallenge({ flow_designation }) });
      expect(root.querySelector("input[type=password]")).to.equal(null);
    });
  }

  it("is an ordinary field where name and password are asked at once", async () => {
    const { screen } = await mountFlow(scenarios.signInAtOnce);
    expect(screen.field("Password").required).to.equal(true);
  });
});

describe("a wrong answer", () => {
  it("leaves the form in place, with what was typed", async () => {
    const flow = await mountFlow(scenarios.unknownName);
    const name = flow.screen.field("Email or username");
    await nameSent(flow);
    expect(flow.screen.field("Email or username")).to.equal(name);
    expect(name.value).to.equal("ada");
  });

  it("can be corrected", async () => {
    const flow = await nameSent(await mountFlow(scenarios.unknownName));
    fillIn(flow.screen.field("Email or username"), "grace");
    await press("Enter");
    expect(flow.screen.heading).to.equal("Enter your password");
  });

  it("does not come back as an error while the corrected one is being sent", async () => {
    const { answers, first } = scenarios.unknownName;
    const flow = await nameSent(await mountFlow({ first, answers: answers.slice(0, 1) }));
    fillIn(flow.screen.field("Email or username"), "grace");
    await press("Enter");
    expect(flow.server.payloads).to.have.length(2);
    expect(flow.screen.alerts).to.be.empty;
  });

  it("selects the wrong password, so that typing replaces it", async () => {
    const flow = await nameSent(await mountFlow(scenarios.wrongPassword));
    fillIn(flow.screen.field("Password"), "wrong");
    await press("Enter");
    const { selectionStart, selectionEnd } = flow.screen.field("Password");
    expect([selectionStart, selectionEnd]).to.deep.equal([0, 5]);
  });

  it("ends the flow after too many", async () => {
    const { screen } = await mountFlow(scenarios.denied);
    fillIn(screen.field("Password"), "wrong");
    await press("Enter");
    await until(() => screen.heading === "Access denied", "access is denied");
  });
});
