import { expect } from "@open-wc/testing";
import { allDevices, device, unknownDevice, validateChallenge } from "../../fixtures/authenticator-challenges.ts";
import { errors } from "../../fixtures/challenges.ts";
import { authenticatorValidateStates, setupStages } from "../../fixtures/states/authenticator-validate-states.ts";
import { stopClock } from "../../support/clock.ts";
import { afterwards, mountFlow } from "../../support/mount.ts";
import { choose, click, fillIn, press } from "../../support/person.ts";
import { describeStageContract } from "../../support/stage-contract.ts";

const component = "ak-stage-authenticator-validate";

describeStageContract({
  component,
  states: authenticatorValidateStates,
  answer: {
    state: { name: "code", challenge: validateChallenge([device("totp")]) },
    fill: (screen) => fillIn(screen.field("Code"), " 123-456 "),
    button: "Continue",
    payload: { code: "123456" },
  },
});

describe("ak-stage-authenticator-validate: which device it asks for", () => {
  it("asks for the only one at once", async () => {
    const { screen } = await mountFlow({ first: validateChallenge([device("static")]) });
    expect(screen.heading).to.equal("Enter a recovery code");
  });

  it("asks for the one that was used last", async () => {
    const { screen } = await mountFlow({
      first: validateChallenge([
        device("sms", { last_used: "2025-03-01T08:00:00Z" }),
        device("totp", { last_used: "2026-03-01T08:00:00Z" }),
      ]),
    });
    expect(screen.heading).to.equal("Enter your code");
  });

  it("suggests no recovery code, even if that was used last", async () => {
    const { screen } = await mountFlow({
      first: validateChallenge([
        device("static", { last_used: "2026-03-01T08:00:00Z" }),
        device("totp", { last_used: "2025-03-01T08:00:00Z" }),
      ]),
    });
    expect(screen.heading).to.equal("Enter your code");
  });

  it("lists them all where none was used yet, and sends nothing", async () => {
    const { screen, server } = await mountFlow({ first: validateChallenge(allDevices) });
    expect(screen.heading).to.equal("Confirm that it is you");
    expect(screen.buttons).to.have.length(allDevices.length);
    expect(server.payloads).to.be.empty;
  });

  it("lists the one that was used last first", async () => {
    const flow = await mountFlow({
      first: validateChallenge([device("totp"), device("static", { last_used: "2026-03-01T08:00:00Z" })]),
    });
    expect(flow.screen.buttons[0]?.innerText).to.contain("Recovery code");
  });

  it("says the title of what was chosen, and takes the focus there", async () => {
    const flow = await mountFlow({ first: validateChallenge(allDevices) });
    await choose(flow.screen, "Authenticator app");
    expect(flow.screen.heading).to.equal("Enter your code");
    expect(flow.screen.statuses.join(" ")).to.contain("Enter your code");
    expect(document.activeElement).to.equal(flow.screen.field("Code"));
  });

  it("sends nothing for a choice that needs no message", async () => {
    const flow = await mountFlow({ first: validateChallenge(allDevices) });
    await choose(flow.screen, "Authenticator app");
    expect(flow.server.payloads).to.be.empty;
  });

  it("leads back to the list", async () => {
    const flow = await mountFlow({ first: validateChallenge(allDevices) });
    await choose(flow.screen, "Authenticator app");
    await click(flow.screen.button("Choose another way"));
    expect(flow.screen.heading).to.equal("Confirm that it is you");
  });

  it("has no list to lead back to where there is one device", async () => {
    const { screen } = await mountFlow({ first: validateChallenge([device("totp")]) });
    expect(screen.has("button", "Choose another way")).to.equal(false);
  });

  it("keeps to the chosen device when its code is wrong", async () => {
    const flow = await mountFlow({
      first: validateChallenge(allDevices),
      answers: [validateChallenge(allDevices, { response_errors: errors({ code: "Invalid Token." }) })],
    });
    await choose(flow.screen, "Recovery code");
    fillIn(flow.screen.field("Recovery code"), "abcd efgh");
    await press("Enter");
    expect(flow.screen.heading).to.equal("Enter a recovery code");
    expect(flow.screen.alerts).to.deep.equal(["Invalid Token."]);
  });

  it("does not show what was wrong with one device beside another", async () => {
    const flow = await mountFlow({
      first: validateChallenge(allDevices),
      answers: [validateChallenge(allDevices, { response_errors: errors({ code: "Invalid Token." }) })],
    });
    await choose(flow.screen, "Recovery code");
    fillIn(flow.screen.field("Recovery code"), "abcd");
    await press("Enter");
    await click(flow.screen.button("Choose another way"));
    await choose(flow.screen, "Authenticator app");
    expect(flow.screen.alerts).to.be.empty;
  });

  it("starts over when the server takes the chosen device away", async () => {
    const flow = await mountFlow({
      first: validateChallenge([device("totp"), device("static")]),
      answers: [
        validateChallenge([device("static"), device("duo")], { response_errors: errors({ code: "Not this one." }) }),
      ],
    });
    await choose(flow.screen, "Authenticator app");
    fillIn(flow.screen.field("Code"), "123456");
    await press("Enter");
    expect(flow.screen.heading).to.equal("Confirm that it is you");
    expect(flow.screen.alerts).to.deep.equal(["Not this one."]);
  });

  it("keeps devices of different kinds with the same id apart", async () => {
    const flow = await mountFlow({ first: validateChallenge([device("totp"), device("static")]) });
    await choose(flow.screen, "Recovery code");
    expect(flow.screen.heading).to.equal("Enter a recovery code");
  });

  it("says so when it does not know a kind of device, and offers the others", async () => {
    const flow = await mountFlow({ first: validateChallenge([unknownDevice(), device("totp")]) });
    await choose(flow.screen, "palm");
    expect(flow.screen.heading).to.equal("This page is out of date");
    expect(flow.screen.has("button", "Choose another way")).to.equal(true);
  });

  it("offers what can be set up", async () => {
    const flow = await mountFlow({ first: validateChallenge([], { configuration_stages: setupStages }) });
    await choose(flow.screen, "Passkey");
    expect(flow.server.payloads).to.deep.equal([{ component, selected_stage: setupStages[1]?.pk }]);
  });
});

describe("the ways to set up a second factor", () => {
  const stage = (kind: string, name: string, verbose_name = "TOTP Authenticator") => ({
    pk: kind + name,
    name,
    verbose_name,
    meta_model_name: `authentik_stages_authenticator_${kind}.authenticator${kind}stage`,
  });
  const cases: readonly (readonly [
    what: string,
    stages: readonly ReturnType<typeof stage>[],
    says: readonly string[],
  ])[] = [
    [
      "a name in words stands with its kind",
      [stage("webauthn", "Company key")],
      ["Company key|Passkey or security key"],
    ],
    ["a name that says the kind stands alone", [stage("totp", "Authenticator app")], ["Authenticator app"]],
    [
      "a kind that the name says already",
      [stage("email", "Codes by email"), stage("webauthn", "Passkey")],
      ["Codes by email", "Passkey"],
    ],
    ["a slug is no name", [stage("totp", "default-authenticator-totp-setup")], ["Authenticator app"]],
    ["a word with a hyphen is one", [stage("sms", "SMS-Code")], ["SMS-Code|Text message"]],
    ["no name at all", [stage("static", ""), stage("sms", "")], ["Recovery codes", "Text message"]],
    [
      "two slugs of one kind",
      [stage("webauthn", "key_a"), stage("webauthn", "key_b")],
      ["Passkey or security key|key_a", "Passkey or security key|key_b"],
    ],
    ["a kind that is not known", [stage("palm", "palm-setup", "Palm"), stage("foot", "", "Foot")], ["Palm", "Foot"]],
  ];
  for (const [what, configuration_stages, says] of cases) {
    it(`have names for people: ${what}`, async () => {
      const { root } = await mountFlow({
        first: validateChallenge([], { configuration_stages: [...configuration_stages] }),
      });
      const shown = [...root.querySelectorAll(".ak-choice-words")].map((words) =>
        [...words.children]
          .filter((part) => !(part as HTMLElement).hidden)
          .map(({ textContent }) => textContent)
          .join("|"),
      );
      expect(shown).to.deep.equal(says);
    });
  }
});

describe("ak-stage-authenticator-validate: Duo", () => {
  const duo = [device("duo", { device_uid: "7" })];
  const denied = validateChallenge(duo, { response_errors: errors({ duo: "Duo denied access" }) });

  it("sends no request to a phone before somebody asks for it", async () => {
    const { server } = await mountFlow({ first: validateChallenge(duo) });
    expect(server.payloads).to.be.empty;
  });

  it("sends one when it is chosen", async () => {
    const flow = await mountFlow({ first: validateChallenge([...duo, device("totp")]) });
    await choose(flow.screen, "Duo Mobile");
    expect(flow.server.payloads).to.deep.equal([{ component, duo: 7 }]);
    expect(flow.screen.statuses.join(" ")).to.contain("Open Duo Mobile to approve it.");
  });

  it("shows a denial, and sends no further request by itself", async () => {
    const { screen, server } = await mountFlow({ first: validateChallenge(duo), answers: [denied] });
    await click(screen.button("Send a request to my phone"));
    expect(screen.alerts).to.deep.equal(["Duo denied access"]);
    expect(server.payloads).to.have.length(1);
  });

  it("sends another one when asked to", async () => {
    const { screen, server } = await mountFlow({ first: validateChallenge(duo), answers: [denied] });
    await click(screen.button("Send a request to my phone"));
    await click(screen.button("Send again"));
    expect(server.payloads).to.have.length(2);
  });

  it("waits for somebody to find their phone", async () => {
    const clock = stopClock();
    afterwards(() => clock.start());
    const { screen } = await mountFlow({ first: validateChallenge(duo) });
    await click(screen.button("Send a request to my phone"));
    await clock.pass(60_000);
    expect(screen.alerts).to.be.empty;
  });

  it("takes a passcode instead", async () => {
    const { screen, server } = await mountFlow({ first: validateChallenge(duo) });
    await click(screen.button("Use a passcode instead"));
    expect(screen.heading).to.equal("Enter a passcode");
    fillIn(screen.field("Passcode"), "1234567");
    await press("Enter");
    expect(server.payloads).to.deep.equal([{ component, code: "1234567" }]);
  });
});
