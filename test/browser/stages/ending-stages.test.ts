import { expect } from "@open-wc/testing";
import {
  accessDeniedChallenge,
  flowErrorChallenge,
  flowInfo,
  identificationChallenge,
  sessionEndChallenge,
} from "../../fixtures/challenges.ts";
import { accessDeniedStates, flowErrorStates, sessionEndStates } from "../../fixtures/states/ending-states.ts";
import { mountFlow } from "../../support/mount.ts";
import { click } from "../../support/person.ts";
import { describeStageContract } from "../../support/stage-contract.ts";

describeStageContract({ component: "ak-stage-access-denied", states: accessDeniedStates });

describe("ak-stage-access-denied", () => {
  it("says why", async () => {
    const { screen } = await mountFlow({ first: accessDeniedChallenge({ error_message: "Only on weekdays." }) });
    expect(screen.text).to.contain("Only on weekdays.");
  });

  it("keeps the lines of the reason apart", async () => {
    const { root } = await mountFlow({ first: accessDeniedChallenge({ error_message: "One.\nTwo." }) });
    const notice = root.querySelector<HTMLElement>(".ak-notice");
    expect(notice?.innerText).to.contain("Two.");
    expect(notice?.offsetHeight).to.equal(2 * 24);
  });

  it('does not say "Unknown error"', async () => {
    const { screen } = await mountFlow({ first: accessDeniedChallenge({ error_message: "Unknown error" }) });
    expect(screen.text).not.to.contain("Unknown error");
  });

  it("leads back to where somebody came from", async () => {
    const flow_info = flowInfo({ cancel_url: "/flows/-/cancel/?next=%2Fapp" });
    const { screen } = await mountFlow({ first: accessDeniedChallenge({ flow_info }) });
    expect(screen.link("Go back").getAttribute("href")).to.equal("/flows/-/cancel/?next=%2Fapp");
  });

  it("signs nobody out: without a way back it leads to the overview", async () => {
    const { flow_info: _, ...without } = accessDeniedChallenge();
    const flow_info = flowInfo({ cancel_url: "/flows/-/cancel/" });
    const home = flowInfo({ cancel_url: "/flows/-/cancel/?next=%2F" });
    for (const first of [without, ...[flow_info, home].map((info) => accessDeniedChallenge({ flow_info: info }))]) {
      const { screen, executor } = await mountFlow({ first });
      expect(screen.link("Go to the overview").getAttribute("href")).to.equal("/");
      expect(screen.has("link", "Sign in")).to.equal(false);
      executor.remove();
    }
  });

  it("offers whoever is not signed in to sign in and come back", async () => {
    const { screen } = await mountFlow({ first: accessDeniedChallenge({ pending_user: "" }) });
    const here = encodeURIComponent(`${location.pathname}${location.search}`);
    expect(screen.link("Sign in").getAttribute("href")).to.equal(`/flows/-/default/authentication/?next=${here}`);
    expect(screen.text).to.contain("You are not signed in");
  });

  it("starts over on request", async () => {
    const { screen } = await mountFlow({ first: accessDeniedChallenge(), answers: [identificationChallenge()] });
    await click(screen.button("Start over"));
    expect(screen.has("field", "Email or username")).to.equal(true);
  });
});

describeStageContract({ component: "ak-stage-flow-error", states: flowErrorStates });

describe("ak-stage-flow-error", () => {
  it("names the request, for a report", async () => {
    const { screen } = await mountFlow({ first: flowErrorChallenge({ request_id: "5f2c9b7a" }) });
    expect(screen.text).to.contain("Request 5f2c9b7a");
  });

  it("asks again on request", async () => {
    const { screen } = await mountFlow({ first: flowErrorChallenge(), answers: [identificationChallenge()] });
    await click(screen.button("Try again"));
    expect(screen.has("field", "Email or username")).to.equal(true);
  });

  it("leads to a fresh start", async () => {
    const { screen } = await mountFlow({ first: flowErrorChallenge() });
    const here = encodeURIComponent(`${location.pathname}${location.search}`);
    expect(screen.link("Start over").getAttribute("href")).to.equal(`/flows/-/cancel/?next=${here}`);
  });

  it("shows the technical details only when asked", async () => {
    const { screen, root } = await mountFlow({ first: flowErrorChallenge({ traceback: "Traceback: 42" }) });
    expect(screen.text).not.to.contain("Traceback: 42");
    root.querySelector("summary")?.click();
    expect(screen.text).to.contain("Traceback: 42");
  });
});

describeStageContract({ component: "ak-stage-session-end", states: sessionEndStates });

describe("ak-stage-session-end", () => {
  it("says where one is signed out, and where not", async () => {
    const { screen } = await mountFlow({ first: sessionEndChallenge() });
    expect(screen.text).to.contain("You are signed out of Grafana, and still signed in to Northwind.");
  });

  it("does not ask whether it is somebody else", async () => {
    const { screen } = await mountFlow({ first: sessionEndChallenge() });
    expect(screen.has("field", "Account")).to.equal(true);
    expect(screen.has("link", "Not you?")).to.equal(false);
  });

  it("leads to the overview, out for good, and back in", async () => {
    const { screen } = await mountFlow({ first: sessionEndChallenge() });
    expect(screen.link("Go to the overview").getAttribute("href")).to.equal("/");
    expect(screen.link("Sign out of Northwind").getAttribute("href")).to.equal("#sign-out");
    expect(screen.link("Sign in to Grafana again").getAttribute("href")).to.equal("#grafana");
  });

  it("does without an application", async () => {
    const { application_name: _, ...first } = sessionEndChallenge();
    const { screen } = await mountFlow({ first });
    expect(screen.heading).to.equal("You are still signed in");
    expect(screen.text).to.contain("Your session with Northwind goes on until you sign out.");
    expect(screen.text).not.to.contain("undefined");
  });
});
