import { expect } from "@open-wc/testing";
import { unanswered } from "../../fixtures/answers.ts";
import { errors, identificationChallenge, passwordChallenge } from "../../fixtures/challenges.ts";
import { type MountedFlow, type Mounting, mountFlow } from "../../support/mount.ts";
import { click, fillIn, press } from "../../support/person.ts";

const storageKey = "authentik-remember-me-user";
const first = identificationChallenge({ enable_remember_me: true });
const box = "Remember me on this device";

async function sentWithTick(answers: Mounting["answers"]): Promise<MountedFlow> {
  const flow = await mountFlow({ first, answers });
  await click(flow.screen.field(box));
  fillIn(flow.screen.field("Email or username"), "ada");
  await press("Enter");
  return flow;
}

describe("remember me", () => {
  it("remembers the name once the step was accepted", async () => {
    await sentWithTick([passwordChallenge()]);
    expect(localStorage.getItem(storageKey)).to.equal("ada");
  });

  it("remembers nothing while the server has not answered", async () => {
    await sentWithTick([unanswered]);
    expect(localStorage.getItem(storageKey)).to.equal(null);
  });

  it("remembers no name that the server does not know", async () => {
    await sentWithTick([
      identificationChallenge({ enable_remember_me: true, response_errors: errors({ uid_field: "Unknown." }) }),
    ]);
    expect(localStorage.getItem(storageKey)).to.equal(null);
  });

  it("keeps the tick when the name was wrong", async () => {
    const { screen } = await sentWithTick([
      identificationChallenge({ enable_remember_me: true, response_errors: errors({ uid_field: "Unknown." }) }),
    ]);
    expect(screen.field(box).checked).to.equal(true);
  });

  it("remembers nothing without the tick", async () => {
    const { screen } = await mountFlow({ first, answers: [passwordChallenge()] });
    fillIn(screen.field("Email or username"), "ada");
    await press("Enter");
    expect(localStorage.getItem(storageKey)).to.equal(null);
  });

  it("is not offered where the administrator does not want it", async () => {
    const { screen } = await mountFlow({ first: identificationChallenge({ enable_remember_me: false }) });
    expect(screen.has("field", box)).to.equal(false);
  });

  describe("when somebody is remembered", () => {
    beforeEach(() => localStorage.setItem(storageKey, "ada"));

    it("begins with that name, ticked", async () => {
      const { screen } = await mountFlow({ first });
      expect(screen.field("Email or username").value).to.equal("ada");
      expect(screen.field(box).checked).to.equal(true);
    });

    it("prefers that name to the one that the link gave", async () => {
      const { screen } = await mountFlow({ first: { ...first, pending_user_identifier: "grace" } });
      expect(screen.field("Email or username").value).to.equal("ada");
    });

    it("does not use the name where the administrator no longer wants it", async () => {
      const { screen } = await mountFlow({ first: identificationChallenge({ enable_remember_me: false }) });
      expect(screen.field("Email or username").value).to.equal("");
    });

    it("sends nothing by itself", async () => {
      const { server } = await mountFlow({ first });
      expect(server.requests).to.be.empty;
    });

    it("forgets the name when the step is accepted without the tick", async () => {
      const { screen } = await mountFlow({ first, answers: [passwordChallenge()] });
      await click(screen.field(box));
      await click(screen.button("Log in"));
      expect(localStorage.getItem(storageKey)).to.equal(null);
    });

    it('forgets the name with "Not you?"', async () => {
      const { screen } = await mountFlow({ first: passwordChallenge() });
      await click(screen.link("Not you?"));
      expect(localStorage.getItem(storageKey)).to.equal(null);
    });
  });
});
