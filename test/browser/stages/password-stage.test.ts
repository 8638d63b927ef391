import { expect } from "@open-wc/testing";
import { passwordChallenge } from "../../fixtures/challenges.ts";
import { passwordStates } from "../../fixtures/states/password-states.ts";
import { mountFlow } from "../../support/mount.ts";
import { click, fillIn, press, typeWithCapsLock } from "../../support/person.ts";
import { describeStageContract } from "../../support/stage-contract.ts";

describeStageContract({
  component: "ak-stage-password",
  states: passwordStates,
  answer: {
    state: { name: "plain", challenge: passwordChallenge() },
    fill: (screen) => fillIn(screen.field("Password"), " with spaces "),
    button: "Continue",
    payload: { password: " with spaces " },
  },
});

describe("ak-stage-password", () => {
  it("says whose password it asks for", async () => {
    const { screen } = await mountFlow({ first: passwordChallenge({ pending_user: "grace" }) });
    expect(screen.field("Account").value).to.equal("grace");
  });

  it("asks for it also where the server does not say whose it is", async () => {
    const { screen } = await mountFlow({ first: passwordChallenge({ pending_user: "", pending_user_avatar: "" }) });
    expect(screen.has("field", "Password")).to.equal(true);
  });

  it("leads back to somebody else", async () => {
    const { screen } = await mountFlow({ first: passwordChallenge() });
    expect(screen.link("Not you?").getAttribute("href")).to.equal("#cancelled");
  });

  it("links to the recovery of a forgotten password", async () => {
    const { screen } = await mountFlow({ first: passwordChallenge({ recovery_url: "#recover" }) });
    expect(screen.link("Forgot password?").getAttribute("href")).to.equal("#recover");
  });

  it("puts the focus into the password", async () => {
    const { screen } = await mountFlow({ first: passwordChallenge() });
    expect(document.activeElement).to.equal(screen.field("Password"));
  });

  it("sends nothing while the password is missing, and says so", async () => {
    const { screen, server } = await mountFlow({ first: passwordChallenge() });
    await press("Enter");
    expect(server.payloads).to.be.empty;
    expect(screen.alerts).to.deep.equal(["Fill this in to continue."]);
  });

  it("takes the complaint back as soon as something is typed", async () => {
    const { screen } = await mountFlow({ first: passwordChallenge() });
    await click(screen.button("Continue"));
    fillIn(screen.field("Password"), "s");
    expect(screen.alerts).to.be.empty;
  });

  describe("that may be shown", () => {
    const first = passwordChallenge({ allow_show_password: true });

    it("shows the password in the same field", async () => {
      const { screen } = await mountFlow({ first });
      const field = screen.field("Password");
      await click(screen.button("Show password"));
      expect(field.type).to.equal("text");
      expect(screen.field("Password")).to.equal(field);
    });

    it("hides it again", async () => {
      const { screen } = await mountFlow({ first });
      await click(screen.button("Show password"));
      await click(screen.button("Hide password"));
      expect(screen.field("Password").type).to.equal("password");
    });

    it("hides it before it is sent", async () => {
      const { screen } = await mountFlow({ first });
      fillIn(screen.field("Password"), "secret");
      await click(screen.button("Show password"));
      await click(screen.button("Continue"));
      expect(screen.field("Password").type).to.equal("password");
    });
  });

  it("cannot be shown where the server does not allow it", async () => {
    const { screen } = await mountFlow({ first: passwordChallenge({ allow_show_password: false }) });
    expect(screen.has("button", "Show password")).to.equal(false);
  });

  it("says that Caps Lock is on", async () => {
    const { screen } = await mountFlow({ first: passwordChallenge() });
    typeWithCapsLock(screen.field("Password"), true);
    expect(screen.statuses).to.include("Caps Lock is on.");
  });

  it("stops saying so when it is off again", async () => {
    const { screen } = await mountFlow({ first: passwordChallenge() });
    typeWithCapsLock(screen.field("Password"), true);
    typeWithCapsLock(screen.field("Password"), false);
    expect(screen.statuses).not.to.include("Caps Lock is on.");
  });
});
