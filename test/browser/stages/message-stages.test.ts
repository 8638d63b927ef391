import { expect } from "@open-wc/testing";
import type { Challenge } from "../../../src/protocol/challenges.ts";
import { flowInfo } from "../../fixtures/challenges.ts";
import { consentChallenge, emailChallenge, emailSentAgain, shellChallenge } from "../../fixtures/message-challenges.ts";
import { consentStates, emailStates, shellStates } from "../../fixtures/states/message-states.ts";
import { stopClock } from "../../support/clock.ts";
import { mountFlow } from "../../support/mount.ts";
import { click } from "../../support/person.ts";
import { describeStageContract } from "../../support/stage-contract.ts";

describeStageContract({
  component: "ak-stage-consent",
  states: consentStates,
  answer: {
    state: { name: "plain", challenge: consentChallenge() },
    fill: () => undefined,
    button: "Continue",
    payload: { token: "first-token" },
  },
});

describe("ak-stage-consent", () => {
  it("says what the application wants, without what goes without saying", async () => {
    const { root } = await mountFlow({ first: consentChallenge() });
    const items = [...root.querySelectorAll("li")].map(({ textContent }) => textContent);
    expect(items).to.deep.equal(["See your email address", "See your name and picture"]);
  });

  it("shows no empty list", async () => {
    const { root } = await mountFlow({ first: consentChallenge({ permissions: [{ id: "openid", name: "Sign in" }] }) });
    expect(root.querySelector("h2, ul")).to.equal(null);
  });

  it("takes the room of a list only where there is one", async () => {
    const widthWith = async (permissions: readonly { id: string; name: string }[]): Promise<number | undefined> => {
      const { executor, root } = await mountFlow({ first: consentChallenge({ permissions: [...permissions] }) });
      const width = root.querySelector(".ak-card")?.clientWidth;
      executor.remove();
      return width;
    };
    expect(await widthWith([{ id: "email", name: "See your email address" }])).to.be.greaterThan(600);
    expect(await widthWith([])).to.be.at.most(400);
  });

  it("keeps apart what is new", async () => {
    const first = consentChallenge({ additional_permissions: [{ id: "groups", name: "See your groups" }] });
    const { root } = await mountFlow({ first });
    const lists = [...root.querySelectorAll<HTMLElement>("section")].map(({ innerText }) => innerText.split(/\n+/));
    expect(lists).to.deep.equal([
      ["New permissions", "See your groups"],
      ["Permissions it already has", "See your email address", "See your name and picture"],
    ]);
  });

  it("answers the question that shows, not an older one", async () => {
    const { screen, server } = await mountFlow({
      first: consentChallenge(),
      answers: [consentChallenge({ token: "second-token", response_errors: {} })],
    });
    await click(screen.button("Continue"));
    await click(screen.button("Continue"));
    expect(server.payloads.at(-1)).to.deep.equal({ component: "ak-stage-consent", token: "second-token" });
  });

  it("says what not going on does: it leads back, or signs out of everything", async () => {
    const back = await mountFlow({ first: consentChallenge({ flow_info: flowInfo({ cancel_url: "/?next=%2Fapp" }) }) });
    expect(back.screen.link("Cancel").getAttribute("href")).to.equal("/?next=%2Fapp");
    back.executor.remove();
    const out = await mountFlow({
      first: consentChallenge({ flow_info: flowInfo({ cancel_url: "/flows/-/cancel/" }) }),
    });
    expect(out.screen.link("Sign out").getAttribute("href")).to.equal("/flows/-/cancel/");
    expect(out.screen.has("link", "Cancel")).to.equal(false);
  });

  it("offers nobody to sign out who is not signed in", async () => {
    const { screen } = await mountFlow({ first: consentChallenge({ pending_user: "" }) });
    expect(screen.links.map(({ innerText }) => innerText)).to.be.empty;
  });

  it("does without lists, sentence and way out", async () => {
    const { flow_info: _, header_text: __, ...bare } = consentChallenge();
    const missing: unknown = { ...bare, permissions: null, additional_permissions: undefined };
    const { screen } = await mountFlow({ first: missing as ReturnType<typeof consentChallenge> });
    expect(screen.heading).to.equal("Do you agree?");
    expect(screen.text).not.to.contain("undefined");
  });
});

describeStageContract({
  component: "ak-stage-email",
  states: emailStates,
  answer: {
    state: { name: "plain", challenge: emailChallenge() },
    fill: () => undefined,
    button: "Send again",
    payload: {},
  },
});

describe("ak-stage-email", () => {
  it("says where the message went, where the server tells, and takes another address", async () => {
    const { screen } = await mountFlow({ first: { ...emailChallenge(), email: "ada@example.org" } as Challenge });
    expect(screen.text).to.contain("that we sent to ada@example.org");
    expect(screen.link("Use another address").pathname).to.equal("/flows/-/cancel/");
  });

  it("says that the message was sent again, and not as an error", async () => {
    const { screen } = await mountFlow({ first: emailChallenge(), answers: [emailSentAgain()] });
    await click(screen.button("Send again"));
    expect(screen.alerts).to.be.empty;
    expect(screen.statuses.join()).to.contain("The message is on its way again.");
    expect(screen.text).not.to.contain("email-sent");
  });

  it("waits half a minute before it sends another one, and says when it does not have to", async () => {
    const clock = stopClock();
    try {
      const { screen, server } = await mountFlow({ first: emailChallenge(), answers: [emailSentAgain()] });
      await click(screen.button("Send again"));
      await click(screen.button("Send again in 30 s"));
      expect(server.payloads).to.have.length(1);
      await clock.pass(30_000);
      expect(screen.statuses.join()).to.contain("You can ask for another one now.");
      await click(screen.button("Send again"));
      expect(server.payloads).to.have.length(2);
    } finally {
      clock.start();
    }
  });

  it("names no address, because it knows none", async () => {
    const { screen } = await mountFlow({ first: emailChallenge() });
    expect(screen.text).not.to.contain("@");
  });
});

describeStageContract({ component: "xak-flow-shell", states: shellStates });

describe("xak-flow-shell", () => {
  it("shows the words of the page, and nothing that runs or hides", async () => {
    const { screen, root } = await mountFlow({ first: shellChallenge() });
    expect(screen.text).to.contain("Your account of Example may not be used here.");
    expect(screen.text).not.to.contain("authentik");
    expect(root.querySelector("script, style")).to.equal(null);
    expect("hacked" in window).to.equal(false);
  });

  it("reads a refusal that is a whole page: its title and its sentence, without what is around them", async () => {
    const body = `<!DOCTYPE html><html><head><title>authentik</title></head><body style="color: red">
      <main><h1 style="color: red"> Permission denied </h1><div>jane <a href="/flows/-/cancel/">Not you?</a></div>
      <p><i role="img" aria-label="Error"></i> Request has been denied. </p><p></p><a href="/">Go home</a></main>
      <footer><p>Powered by authentik</p></footer></body></html>`;
    const { screen } = await mountFlow({ first: shellChallenge({ body }) });
    expect(screen.heading).to.equal("Permission denied");
    expect(screen.text).to.contain("Request has been denied.");
    expect(screen.text).not.to.match(/Not you|Go home|Powered|jane/);
    expect(screen.links.map(({ innerText }) => innerText)).to.deep.equal(["Start over", "Go to the overview"]);
  });

  it("leads out", async () => {
    const { screen } = await mountFlow({ first: shellChallenge() });
    const here = encodeURIComponent(`${location.pathname}${location.search}`);
    expect(screen.link("Start over").getAttribute("href")).to.equal(`/flows/-/cancel/?next=${here}`);
  });
});
