import { expect } from "@open-wc/testing";
import { passwordChallenge, redirectChallenge } from "../../fixtures/challenges.ts";
import { redirectStates } from "../../fixtures/states/ending-states.ts";
import { mountState } from "../../support/mount-state.ts";
import { insertFlow, type MountedFlow, mountFlow } from "../../support/mount.ts";
import { click, fillIn } from "../../support/person.ts";
import { describeStageContract } from "../../support/stage-contract.ts";
import { settle } from "../../support/until.ts";

describeStageContract({ component: "xak-flow-redirect", states: redirectStates });

async function redirected(to: string): Promise<MountedFlow> {
  const flow = await mountFlow({ first: passwordChallenge(), answers: [redirectChallenge({ to })] });
  fillIn(flow.screen.field("Password"), "correct horse");
  await click(flow.screen.button("Continue"));
  return flow;
}

describe("a redirect", () => {
  it("goes to a path of this site", async () => {
    const { destinations } = await redirected("/if/user/");
    expect(destinations).to.deep.equal([`${location.origin}/if/user/`]);
  });

  it("goes to another site", async () => {
    const { destinations } = await redirected("https://grafana.example/login");
    expect(destinations).to.deep.equal(["https://grafana.example/login"]);
  });

  it("hands over to an app", async () => {
    const { destinations } = await redirected("northwind-app://signed-in");
    expect(destinations).to.deep.equal(["northwind-app://signed-in"]);
  });

  it("goes there at once when it comes first", async () => {
    const { destinations } = await insertFlow({ first: redirectChallenge() });
    await settle();
    expect(destinations).to.deep.equal([`${location.origin}/if/user/`]);
  });

  for (const to of [
    "javascript:alert(1)",
    "JavaScript:alert(1)",
    " javascript:alert(1)",
    "java\nscript:alert(1)",
    "data:text/html,hi",
    "https://[",
  ]) {
    it(`never opens ${JSON.stringify(to)}, and says so`, async () => {
      const { destinations, screen } = await redirected(to);
      expect(destinations).to.be.empty;
      expect(screen.text).to.contain("The server wants to open an address that is not safe. Nothing was opened.");
    });
  }

  it("says so too when an unsafe address comes first", async () => {
    const { destinations, screen } = await mountFlow({ first: redirectChallenge({ to: "javascript:alert(1)" }) });
    expect(destinations).to.be.empty;
    expect(screen.text).to.contain("not safe");
  });

  it("has a way on where an unsafe address came first", async () => {
    const { screen } = await mountFlow({ first: redirectChallenge({ to: "javascript:alert(1)" }) });
    expect([...screen.buttons, ...screen.links]).not.to.be.empty;
  });

  it("says where it leads", async () => {
    const { screen } = await mountState({
      name: "other",
      challenge: redirectChallenge({ to: "https://grafana.example/login" }),
    });
    expect(screen.text).to.contain("You are being taken to grafana.example.");
  });

  it("can be followed by hand", async () => {
    const { screen } = await mountState({
      name: "other",
      challenge: redirectChallenge({ to: "https://grafana.example/login" }),
    });
    expect(screen.link("Continue").href).to.equal("https://grafana.example/login");
  });

  it("to an app leaves a page that may be closed, from which the app opens again", async () => {
    const { screen } = await mountState({
      name: "app",
      challenge: redirectChallenge({ to: "northwind-app://signed-in" }),
    });
    expect(screen.heading).to.equal("You may close this page now");
    expect(screen.link("Open the app again").href).to.equal("northwind-app://signed-in");
  });
});
