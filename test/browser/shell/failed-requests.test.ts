import { expect } from "@open-wc/testing";
import type { FlowExecutor } from "../../../src/client/shell/flow-executor.ts";
import { challengeResponse, failing, rateLimited, unanswered } from "../../fixtures/answers.ts";
import { errors, identificationChallenge, passwordChallenge } from "../../fixtures/challenges.ts";
import { type Scenario, scenarios } from "../../fixtures/scenarios.ts";
import { failedPageStates, problemStates } from "../../fixtures/states/problem-states.ts";
import { type Clock, stopClock } from "../../support/clock.ts";
import { afterwards, type MountedFlow, mountFlow, setOnline } from "../../support/mount.ts";
import { click, fillIn, press } from "../../support/person.ts";
import { describeStates } from "../../support/states-contract.ts";
import { settle } from "../../support/until.ts";

async function nameSent(scenario: Scenario): Promise<MountedFlow> {
  const flow = await mountFlow(scenario);
  fillIn(flow.screen.field("Email or username"), "ada");
  await press("Enter");
  return flow;
}

function stoppedClock(): Clock {
  const clock = stopClock();
  afterwards(() => clock.start());
  return clock;
}

describe("an answer that was not accepted", () => {
  const refused = passwordChallenge({ response_errors: errors({ non_field_errors: "Not now." }) });

  it("is no longer told of while the next one is under way, and nothing moves", async () => {
    const { screen } = await mountFlow({ first: refused });
    const { top } = screen.button("Continue").getBoundingClientRect();
    expect(screen.alerts).to.deep.equal(["Not now."]);
    fillIn(screen.field("Password"), "correct horse");
    await press("Enter");
    expect(screen.alerts).to.be.empty;
    expect(screen.button("Continue").getBoundingClientRect().top).to.equal(top);
  });

  it("is told of again when the next one is not accepted either", async () => {
    const { screen } = await mountFlow({ first: refused, answers: [{ ...refused }] });
    fillIn(screen.field("Password"), "wrong");
    await press("Enter");
    expect(screen.alerts).to.deep.equal(["Not now."]);
  });
});

describe("a request that failed", () => {
  describeStates(problemStates);

  for (const [what, scenario, words] of [
    ["the network is gone", scenarios.networkGone, "The server cannot be reached."],
    ["the server is down", scenarios.serverDown, "The server has a problem."],
    ["a guest network answers with a web page", scenarios.guestNetwork, "The answer made no sense"],
    ["the answer is cut off", scenarios.answerCut, "The answer made no sense"],
    ["there were too many tries", scenarios.tooManyTries, "Too many tries in a short time."],
  ] as const) {
    describe(`because ${what}`, () => {
      it("is announced, and says that nothing is lost", async () => {
        const { screen } = await nameSent(scenario);
        expect(screen.alerts.join(" ")).to.contain(words).and.to.contain("What you typed is kept.");
      });

      it("leaves the form as it was", async () => {
        const { screen } = await nameSent(scenario);
        expect(screen.field("Email or username").value).to.equal("ada");
      });

      it("can be sent again", async () => {
        const { screen } = await nameSent(scenario);
        await click(screen.button("Try again"));
        expect(screen.heading).to.equal("Enter your password");
      });

      it("is no longer told of once the next try is under way", async () => {
        const { screen } = await nameSent({ first: scenario.first, answers: scenario.answers.slice(0, 1) });
        await click(screen.button("Try again"));
        expect(screen.alerts).to.be.empty;
      });
    });
  }

  it("is told of as being offline where the browser knows", async () => {
    setOnline(false);
    const { screen } = await mountFlow({ ...scenarios.networkGone, offline: true });
    fillIn(screen.field("Email or username"), "ada");
    await press("Enter");
    expect(screen.alerts.join(" ")).to.contain("You are offline.");
  });

  it("asks where the flow stands before it sends the answer again", async () => {
    const { screen, server } = await nameSent(scenarios.networkGone);
    await click(screen.button("Try again"));
    expect(server.requests.map(({ method }) => method)).to.deep.equal(["POST", "GET", "POST"]);
  });

  it("sends nothing twice when the answer had arrived after all", async () => {
    const { screen, server } = await nameSent(scenarios.answerLost);
    await click(screen.button("Try again"));
    expect(screen.heading).to.equal("Enter your password");
    expect(server.payloads).to.have.length(1);
  });

  it("names the request, for a report", async () => {
    const { screen } = await nameSent(scenarios.serverDown);
    expect(screen.text).to.contain("Request 5f2c9b7a4f3e4d21");
  });

  it("can be handled by the embedding page instead", async () => {
    const { executor, screen, problems } = await mountFlow(scenarios.serverDown);
    executor.addEventListener("ak-flow-problem", (event) => event.preventDefault());
    fillIn(screen.field("Email or username"), "ada");
    await press("Enter");
    expect(problems).to.have.length(1);
    expect(screen.alerts).to.be.empty;
  });

  it("can be sent again after the embedding page has handled it", async () => {
    const { executor, screen } = await mountFlow(scenarios.serverDown);
    executor.addEventListener("ak-flow-problem", (event) => event.preventDefault());
    fillIn(screen.field("Email or username"), "ada");
    await press("Enter");
    await press("Enter");
    expect(screen.heading).to.equal("Enter your password");
  });

  it("starts again, keeping the name, when the server has lost its place", async () => {
    const { screen } = await mountFlow(scenarios.planLost);
    fillIn(screen.field("Password"), "correct horse");
    await press("Enter");
    expect(screen.alerts.join(" ")).to.contain(
      "This starts again: it took too long, or another tab has begun something else.",
    );
    expect(screen.field("Email or username").value).to.equal("ada");
  });

  it("does not promise that the password is kept then, nor offer to send the same again", async () => {
    const { screen } = await mountFlow(scenarios.planLost);
    fillIn(screen.field("Password"), "correct horse");
    await press("Enter");
    expect(screen.alerts.join(" ")).not.to.contain("What you typed is kept.");
    expect(screen.has("button", "Log in")).to.equal(true);
  });

  it("does not show the complaints of a step that nobody has answered", async () => {
    const { screen } = await mountFlow(scenarios.planLost);
    fillIn(screen.field("Password"), "correct horse");
    await press("Enter");
    expect(screen.text).not.to.contain("This field is required.");
  });
});

describe("waiting", () => {
  it("counts down the seconds that the server wants to be left alone", async () => {
    const clock = stoppedClock();
    const { screen } = await nameSent(scenarios.tooManyTries);
    expect(screen.alerts.join(" ")).to.contain("Try again in 3 seconds.");
    await clock.pass(1000);
    expect(screen.alerts.join(" ")).to.contain("Try again in 2 seconds.");
  });

  it("is explained after two seconds", async () => {
    const clock = stoppedClock();
    const { screen } = await nameSent({ ...scenarios.signIn, answers: [unanswered] });
    await clock.pass(2000);
    expect(screen.statuses).to.include("This takes longer than usual. Nothing is lost; keep this page open.");
  });

  it("ends after half a minute, and can be tried again", async () => {
    const clock = stoppedClock();
    const { screen } = await nameSent({ ...scenarios.signIn, answers: [unanswered] });
    await clock.pass(30_000);
    expect(screen.alerts.join(" ")).to.contain("The server did not answer in time.");
    expect(screen.has("button", "Try again")).to.equal(true);
  });
});

describe("a first request that failed", () => {
  describeStates(failedPageStates);

  it("can be tried again", async () => {
    const { screen } = await mountFlow({ answers: [failing(503), identificationChallenge()] });
    await click(screen.button("Try again"));
    expect(screen.has("field", "Email or username")).to.equal(true);
  });

  it("is tried again by itself when the network is back", async () => {
    const { screen } = await mountFlow({ answers: [failing(503), identificationChallenge()] });
    dispatchEvent(new Event("online"));
    await settle();
    expect(screen.has("field", "Email or username")).to.equal(true);
  });

  it("does not offer another try for an address that does not exist", async () => {
    const { screen } = await mountFlow({ answers: [failing(404)] });
    expect(screen.heading).to.equal("Page not found");
    expect(screen.has("button", "Try again")).to.equal(false);
  });

  it("says when to try again", async () => {
    const { screen } = await mountFlow({ answers: [rateLimited(30)] });
    expect(screen.text).to.contain("Try again in 30 seconds.");
  });

  it("keeps the network's return from disturbing a form", async () => {
    const { server } = await mountFlow({ first: passwordChallenge() });
    dispatchEvent(new Event("online"));
    await settle();
    expect(server.requests).to.be.empty;
  });

  it("may also be an early response", async () => {
    const early = Promise.resolve(new Response("", { status: 503 }));
    const { screen } = await mountFlow({ first: early, answers: [() => challengeResponse(identificationChallenge())] });
    await click(screen.button("Try again"));
    expect(screen.has("field", "Email or username")).to.equal(true);
  });
});

describe("a stage whose code cannot be loaded", () => {
  it("says so, and can be had by loading the page again", async () => {
    const { screen } = await mountFlow({
      first: { component: "ak-stage-email" },
      before: (executor) => {
        const { registerStage } = executor.constructor as typeof FlowExecutor;
        registerStage("ak-stage-email", () =>
          Promise.reject(new TypeError("Failed to fetch dynamically imported module")),
        );
      },
    });
    expect(screen.text).to.contain("The next step could not be loaded.");
    // Browsers remember what they could not load.
    expect(screen.link("Reload the page").getAttribute("href")).to.match(/^\?/);
  });
});
