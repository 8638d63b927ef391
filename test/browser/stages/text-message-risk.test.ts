/** What people are told before they choose text messages (NIST SP 800-63B calls them restricted). */
import { expect } from "@open-wc/testing";
import { smsSetupChallenge } from "../../fixtures/authenticator-challenges.ts";
import { mountFlow } from "../../support/mount.ts";

describe("setting up codes by text message", () => {
  it("says that text messages can be intercepted, and what is safer", async () => {
    await mountFlow({ first: smsSetupChallenge() });
    expect(document.body.textContent).to.match(/can be intercepted: an authenticator app or a passkey is safer/);
  });
});
