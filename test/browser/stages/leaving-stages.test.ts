import { expect } from "@open-wc/testing";
import { unanswered } from "../../fixtures/answers.ts";
import { dummyChallenge, redirectChallenge } from "../../fixtures/challenges.ts";
import {
  autosubmitChallenge,
  deviceCodeChallenge,
  endpointAgentChallenge,
  frameChallenge,
  iframeLogoutChallenge,
  logoutUrl,
  samlLogoutChallenge,
} from "../../fixtures/leaving-challenges.ts";
import {
  autosubmitStates,
  deviceCodeFinishStates,
  deviceCodeStates,
  endpointAgentStates,
  frameStates,
  iframeLogoutStates,
  samlLogoutStates,
} from "../../fixtures/states/leaving-states.ts";
import { stopClock } from "../../support/clock.ts";
import { mountFlow } from "../../support/mount.ts";
import { click, fillIn } from "../../support/person.ts";
import { describeStageContract } from "../../support/stage-contract.ts";
import { describeStates } from "../../support/states-contract.ts";
import { settle, until } from "../../support/until.ts";

describeStageContract({
  component: "ak-provider-oauth2-device-code",
  states: deviceCodeStates,
  answer: {
    state: { name: "plain", challenge: deviceCodeChallenge() },
    fill: (screen) => fillIn(screen.field("Code"), " 123-456 789 "),
    button: "Continue",
    payload: { code: "123456789" },
  },
});
describeStageContract({ component: "ak-provider-oauth2-device-code-finish", states: deviceCodeFinishStates });
describeStageContract({ component: "ak-stage-autosubmit", states: autosubmitStates });
describeStageContract({ component: "xak-flow-frame", states: frameStates });
describeStageContract({ component: "ak-stage-endpoint-agent", states: endpointAgentStates });
describe("ak-provider-saml-native-logout: the contract", () => describeStates(samlLogoutStates));
describe("ak-provider-iframe-logout: the contract", () => describeStates(iframeLogoutStates));

describe("a device code", () => {
  it("is asked for before anything is sent", async () => {
    const { screen, server } = await mountFlow({ first: deviceCodeChallenge() });
    await click(screen.button("Continue"));
    expect(screen.alerts).to.deep.equal(["Fill this in to continue."]);
    expect(server.payloads).to.be.empty;
  });
});

describe("an automatic form", () => {
  it("leaves for the application by itself", async () => {
    const { destinations } = await mountFlow({ first: autosubmitChallenge() });
    await settle();
    expect(destinations).to.deep.equal(["https://wiki.example/saml/acs"]);
  });

  it("can be sent again by hand", async () => {
    const { destinations, screen } = await mountFlow({ first: autosubmitChallenge() });
    await click(screen.button("Continue"));
    expect(destinations).to.have.length(2);
  });

  it("is titled by the server", async () => {
    const { screen } = await mountFlow({ first: autosubmitChallenge() });
    expect(screen.heading).to.equal("Redirecting to Wiki...");
  });

  it("goes nowhere with an address that would run script, says so, and has a way out", async () => {
    const { destinations, screen } = await mountFlow({ first: autosubmitChallenge({ url: "javascript:alert(1)" }) });
    await settle();
    expect(destinations).to.be.empty;
    expect(screen.text).to.contain("The server wants to open an address that is not safe. Nothing was opened.");
    expect(screen.has("link", "Start over")).to.equal(true);
  });
});

describe("signing out of a SAML application", () => {
  it("leaves for it by redirect", async () => {
    const { destinations } = await mountFlow({ first: samlLogoutChallenge() });
    await settle();
    expect(destinations).to.deep.equal(["https://wiki.example/saml/slo?SAMLRequest=x"]);
  });

  it("leaves for it by form", async () => {
    const first = samlLogoutChallenge({
      saml_binding: "post",
      post_url: "https://wiki.example/slo",
      saml_request: "x",
    });
    const { destinations } = await mountFlow({ first });
    await settle();
    expect(destinations).to.deep.equal(["https://wiki.example/slo"]);
  });

  it("leaves for it by form in the names of releases before 2026.5", async () => {
    const { saml_binding: _, redirect_url: __, ...rest } = samlLogoutChallenge();
    const first = { ...rest, binding: "post", post_url: "https://wiki.example/slo", saml_request: "x" };
    const { destinations } = await mountFlow({ first });
    await settle();
    expect(destinations).to.deep.equal(["https://wiki.example/slo"]);
  });

  it("goes on by itself when all are done", async () => {
    const first = samlLogoutChallenge({ is_complete: true });
    const { server } = await mountFlow({ first, answers: [redirectChallenge()] });
    await until(() => server.payloads[0], "the answer is sent");
    expect(server.payloads).to.deep.equal([{ component: "ak-provider-saml-native-logout" }]);
  });
});

describe("signing out in frames", () => {
  it("says of an application without an address that it did not answer", async () => {
    const first = iframeLogoutChallenge({ logout_urls: [{} as ReturnType<typeof logoutUrl>] });
    const { screen, server } = await mountFlow({ first, answers: [unanswered] });
    expect(screen.text).to.match(/An application\s+No answer/);
    await until(() => server.payloads[0], "the flow goes on");
  });

  it("goes on when every application has answered", async () => {
    const { server } = await mountFlow({ first: iframeLogoutChallenge(), answers: [dummyChallenge()] });
    await until(() => server.payloads[0], "the answer is sent");
    expect(server.payloads).to.deep.equal([{ component: "ak-provider-iframe-logout" }]);
  });

  it("goes on at once when there is nothing to sign out of", async () => {
    const { server } = await mountFlow({
      first: iframeLogoutChallenge({ logout_urls: [] }),
      answers: [dummyChallenge()],
    });
    await until(() => server.payloads[0], "the answer is sent");
  });

  it("says which application did not answer, and goes on without it", async () => {
    const clock = stopClock();
    try {
      const logout_urls = [logoutUrl({ url: `${location.origin}/silence` })];
      const { screen, server } = await mountFlow({ first: iframeLogoutChallenge({ logout_urls }) });
      expect(screen.statuses).to.include("Signing out");
      await clock.pass(5000);
      expect(server.payloads).to.have.length(1);
    } finally {
      clock.start();
    }
  });

  it("opens no address that would run script", async () => {
    const logout_urls = [logoutUrl({ url: "javascript:alert(1)" })];
    const { root, screen } = await mountFlow({ first: iframeLogoutChallenge({ logout_urls }) });
    expect(root.querySelector("iframe")?.getAttribute("src")).to.equal("about:blank");
    expect(screen.statuses).to.include("No answer");
  });
});

describe("a step in a frame", () => {
  const done = { source: "goauthentik.io", context: "flow-executor", message: "submit" };

  it("goes on when its frame says so", async () => {
    const { root, server } = await mountFlow({ first: frameChallenge(), answers: [dummyChallenge()] });
    const source = root.querySelector("iframe")?.contentWindow ?? null;
    dispatchEvent(new MessageEvent("message", { data: done, origin: location.origin, source }));
    await until(() => server.payloads[0], "the answer is sent");
    expect(server.payloads).to.deep.equal([{ component: "xak-flow-frame" }]);
  });

  for (const [who, event] of [
    ["another window", { data: done, origin: location.origin, source: window }],
    ["another origin", { data: done, origin: "https://evil.example" }],
    ["nobody", { data: null, origin: location.origin }],
  ] as const) {
    it(`does not listen to ${who}`, async () => {
      const { root, server } = await mountFlow({ first: frameChallenge() });
      const source = root.querySelector("iframe")?.contentWindow ?? null;
      dispatchEvent(new MessageEvent("message", { source, ...event }));
      await settle();
      expect(server.payloads).to.be.empty;
    });
  }

  it("offers another try when it takes too long", async () => {
    const clock = stopClock();
    try {
      const { screen } = await mountFlow({ first: frameChallenge() });
      await clock.pass(30_000);
      expect(screen.statuses.join(" ")).to.contain("may not work");
      expect(screen.has("button", "Try again")).to.equal(true);
    } finally {
      clock.start();
    }
  });
});

describe("a check by an agent on the device", () => {
  it("says once what is wrong", async () => {
    const { screen } = await mountFlow({
      first: endpointAgentStates.find(({ name }) => name === "rejected")?.challenge,
    });
    expect(screen.alerts).to.deep.equal(["Invalid challenge response"]);
  });

  it("sends what the agent answers", async () => {
    const { server } = await mountFlow({ first: endpointAgentChallenge(), answers: [dummyChallenge()] });
    const data = { _ak_ext: "authentik-platform-sso", response: "signed" };
    dispatchEvent(new MessageEvent("message", { data, origin: location.origin, source: window }));
    await until(() => server.payloads[0], "the answer is sent");
    expect(server.payloads).to.deep.equal([{ component: "ak-stage-endpoint-agent", response: "signed" }]);
  });

  it("tells the server when there is no agent", async () => {
    const clock = stopClock();
    try {
      const { server } = await mountFlow({ first: endpointAgentChallenge() });
      await clock.pass(5000);
      expect(server.payloads).to.deep.equal([{ component: "ak-stage-endpoint-agent", response: null }]);
    } finally {
      clock.start();
    }
  });

  it("does not ask again by itself after a rejection", async () => {
    const clock = stopClock();
    try {
      const rejected = endpointAgentStates.find(({ name }) => name === "rejected")?.challenge;
      const { screen, server } = await mountFlow({ first: rejected });
      await clock.pass(60_000);
      expect(server.payloads).to.be.empty;
      expect(screen.has("button", "Check again")).to.equal(true);
    } finally {
      clock.start();
    }
  });
});
