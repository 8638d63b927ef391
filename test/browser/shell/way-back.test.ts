import { expect } from "@open-wc/testing";
import { startEnterKey } from "../../../src/client/shell/enter-key.ts";
import { startWayBack } from "../../../src/client/shell/start-way-back.ts";
import { giveHostConfig } from "../../support/host-config.ts";
import { emailChallenge } from "../../fixtures/message-challenges.ts";
import { accessDeniedChallenge, identificationChallenge, passwordChallenge } from "../../fixtures/challenges.ts";
import { enrolment, promptChallenge } from "../../fixtures/prompt-challenges.ts";
import { afterwards, mountFlow, untilTheEnd } from "../../support/mount.ts";
import { click, fillIn } from "../../support/person.ts";
import { until } from "../../support/until.ts";

const flow = { title: "", background: "", layout: "stacked" } as const;

describe("the keys of a touch screen", () => {
  it("say that Enter leads on to the password where that is typed on the same page, and else on with the flow", async () => {
    const { executor, screen } = await mountFlow({
      first: identificationChallenge(),
      answers: [passwordChallenge(), identificationChallenge({ password_fields: true })],
    });
    startEnterKey(executor, untilTheEnd());
    expect(screen.field("Email or username").enterKeyHint).to.equal("go");
    fillIn(screen.field("Email or username"), "ada");
    await click(screen.button("Log in"));
    await until(() => screen.heading === "Enter your password", "the password");
    expect(screen.field("Password").enterKeyHint).to.equal("go");
    fillIn(screen.field("Password"), "secret");
    await click(screen.button("Continue"));
    await until(() => screen.has("field", "Email or username"), "the name again");
    expect(screen.field("Email or username").enterKeyHint).to.equal("next");
    expect(screen.field("Password").enterKeyHint).to.equal("go");
  });
});

describe("a flow beside signing in", () => {
  it("leads back to signing in from a page for forgotten passwords, whoever serves it", async () => {
    const { executor, screen } = await mountFlow({ first: identificationChallenge({ flow_designation: "recovery" }) });
    startWayBack(executor, undefined, untilTheEnd());
    const { pathname } = screen.link("Back to sign in");
    expect(pathname).to.equal("/flows/-/default/authentication/");
  });

  it("does so from every step where the page says what the flow is for", async () => {
    const answers = [emailChallenge()];
    const { executor, screen } = await mountFlow({ first: promptChallenge(enrolment.slice(0, 1)), answers });
    startWayBack(executor, { ...flow, designation: "enrollment" }, untilTheEnd());
    expect(screen.has("link", "Back to sign in")).to.equal(true);
    fillIn(screen.field("Username"), "ada");
    await click(screen.button("Continue"));
    await until(() => screen.heading === "Check your email", "the next step");
    expect(screen.has("link", "Back to sign in")).to.equal(true);
  });

  it("is none where somebody signs in", async () => {
    const { executor, screen } = await mountFlow({ first: identificationChallenge(), answers: [passwordChallenge()] });
    startWayBack(executor, flow, untilTheEnd());
    expect(screen.has("link", "Back to sign in")).to.equal(false);
  });
});

describe("a flow that changes something about one's account", () => {
  const setUp = { ...flow, designation: "stage_configuration" };
  const form = promptChallenge(enrolment.slice(0, 1));

  it("can be left from every step of it, and leads to the overview where nothing else is known", async () => {
    giveHostConfig({ account: "ada" });
    const { executor, screen } = await mountFlow({ first: passwordChallenge(), answers: [form] });
    startWayBack(executor, setUp, untilTheEnd());
    expect(screen.link("Cancel").getAttribute("href")).to.equal("/");
    fillIn(screen.field("Password"), "secret");
    await click(screen.button("Continue"));
    await until(() => screen.has("field", "Username"), "the next step");
    expect(screen.has("link", "Cancel")).to.equal(true);
  });

  it("leads to where its page was come to from, on this site alone", async () => {
    giveHostConfig({ account: "ada" });
    const real = location.pathname + location.search;
    afterwards(() => history.replaceState(null, "", real));
    for (const [next, href] of [
      ["/if/user/?a=1", "/if/user/?a=1"],
      ["//evil.example/", "/"],
    ] as const) {
      history.replaceState(null, "", `${location.pathname}?next=${encodeURIComponent(next)}`);
      const { executor, screen } = await mountFlow({ first: form });
      startWayBack(executor, setUp, untilTheEnd());
      expect(screen.link("Cancel").getAttribute("href")).to.equal(href);
      executor.remove();
    }
  });

  it("has no such link for somebody who is not signed in, or where it has ended", async () => {
    const anonymous = await mountFlow({ first: form });
    startWayBack(anonymous.executor, setUp, untilTheEnd());
    expect(anonymous.screen.has("link", "Cancel")).to.equal(false);
    anonymous.executor.remove();
    giveHostConfig({ account: "ada" });
    const { executor, screen } = await mountFlow({ first: accessDeniedChallenge() });
    startWayBack(executor, setUp, untilTheEnd());
    expect(screen.has("link", "Cancel")).to.equal(false);
  });
});
