import { expect } from "@open-wc/testing";
import { emailSetupChallenge, smsSetupChallenge } from "../../fixtures/authenticator-challenges.ts";
import { errors } from "../../fixtures/challenges.ts";
import { emailSetupStates, smsSetupStates } from "../../fixtures/states/authenticator-setup-states.ts";
import { stopClock } from "../../support/clock.ts";
import { afterwards, mountFlow } from "../../support/mount.ts";
import { click, fillIn, press } from "../../support/person.ts";
import { describeStageContract } from "../../support/stage-contract.ts";

describeStageContract({
  component: "ak-stage-authenticator-sms",
  states: smsSetupStates,
  answer: {
    state: { name: "number", challenge: smsSetupChallenge() },
    fill: (screen) => fillIn(screen.field("Phone number"), "+46 70 123 45 67"),
    button: "Send code",
    payload: { phone_number: "+46 70 123 45 67" },
  },
});

describeStageContract({
  component: "ak-stage-authenticator-email",
  states: emailSetupStates,
  answer: {
    state: { name: "address", challenge: emailSetupChallenge() },
    fill: (screen) => fillIn(screen.field("Email address"), "ada@northwind.example"),
    button: "Send code",
    payload: { email: "ada@northwind.example" },
  },
});

describe("ak-stage-authenticator-sms", () => {
  const component = "ak-stage-authenticator-sms";
  const sent = smsSetupChallenge({ phone_number_required: false, response_errors: {} });

  it("asks for the code once the server has sent one, and says so", async () => {
    const { screen } = await mountFlow({ first: smsSetupChallenge(), answers: [sent] });
    fillIn(screen.field("Phone number"), "+46701234567");
    await press("Enter");
    expect(screen.heading).to.equal("Check your phone");
    expect(screen.statuses).to.include("The code is on its way. It may take a moment to arrive.");
    expect(document.activeElement).to.equal(screen.field("Code"));
  });

  it("stays with the number when the server does not take it", async () => {
    const refused = smsSetupChallenge({ response_errors: errors({ non_field_errors: "Invalid phone number" }) });
    const { screen } = await mountFlow({ first: smsSetupChallenge(), answers: [refused] });
    fillIn(screen.field("Phone number"), "12");
    await press("Enter");
    expect(screen.heading).to.equal("Add your phone number");
    expect(screen.field("Phone number").value).to.equal("12");
    expect(screen.alerts).to.deep.equal(["Invalid phone number"]);
  });

  it("sends the code, without what is between its parts", async () => {
    const { screen, server } = await mountFlow({ first: smsSetupChallenge({ phone_number_required: false }) });
    fillIn(screen.field("Code"), "123 456");
    await press("Enter");
    expect(server.payloads).to.deep.equal([{ component, code: "123456" }]);
  });

  it("stays with the code when it is wrong", async () => {
    const wrong = smsSetupChallenge({
      phone_number_required: false,
      response_errors: errors({ non_field_errors: "Code does not match" }),
    });
    const { screen } = await mountFlow({ first: smsSetupChallenge(), answers: [sent, wrong] });
    fillIn(screen.field("Phone number"), "+46701234567");
    await press("Enter");
    fillIn(screen.field("Code"), "123456");
    await press("Enter");
    expect([screen.heading, screen.field("Code").ariaInvalid]).to.deep.equal(["Check your phone", "true"]);
    expect(screen.alerts).to.deep.equal(["Code does not match"]);
  });

  it("sends another code to the same number after half a minute", async () => {
    const clock = stopClock();
    afterwards(() => clock.start());
    const { screen, server } = await mountFlow({ first: smsSetupChallenge(), answers: [sent, sent] });
    fillIn(screen.field("Phone number"), "+46701234567");
    await press("Enter");
    await clock.pass(30_000);
    await click(screen.button("Send again"));
    expect(server.payloads.at(-1)).to.deep.equal({ component, phone_number: "+46701234567" });
    expect(screen.heading).to.equal("Check your phone");
  });

  it("takes another number, and then its code", async () => {
    const { screen, server } = await mountFlow({ first: smsSetupChallenge(), answers: [sent, { ...sent }] });
    fillIn(screen.field("Phone number"), "+46701234567");
    await press("Enter");
    await click(screen.button("Use another number"));
    expect(screen.heading).to.equal("Add your phone number");
    fillIn(screen.field("Phone number"), "+46709999999");
    await press("Enter");
    expect(server.payloads.at(-1)).to.deep.equal({ component, phone_number: "+46709999999" });
    expect(screen.heading).to.equal("Check your phone");
  });

  it("leads back from another number to the code that was sent", async () => {
    const { screen, server } = await mountFlow({ first: smsSetupChallenge(), answers: [sent] });
    fillIn(screen.field("Phone number"), "+46701234567");
    await press("Enter");
    await click(screen.button("Use another number"));
    await click(screen.button("Back to the code"));
    expect(screen.heading).to.equal("Check your phone");
    expect(document.activeElement).to.equal(screen.field("Code"));
    fillIn(screen.field("Code"), "123456");
    await press("Enter");
    expect(server.payloads.at(-1)).to.deep.equal({ component, code: "123456" });
  });

  it("leads back to the code when the other number is not taken, and sends another one to the first", async () => {
    const clock = stopClock();
    afterwards(() => clock.start());
    const refused = { ...sent, response_errors: errors({ non_field_errors: "Invalid phone number" }) };
    const { screen, server } = await mountFlow({ first: smsSetupChallenge(), answers: [sent, refused] });
    fillIn(screen.field("Phone number"), "+46701234567");
    await press("Enter");
    await click(screen.button("Use another number"));
    fillIn(screen.field("Phone number"), "12");
    await press("Enter");
    expect(screen.alerts).to.deep.equal(["Invalid phone number"]);
    await click(screen.button("Back to the code"));
    expect(screen.alerts).to.be.empty;
    await clock.pass(30_000);
    await click(screen.button("Send again"));
    expect(server.payloads.at(-1)).to.deep.equal({ component, phone_number: "+46701234567" });
  });

  it("has no code to lead back to before one was sent", async () => {
    const { screen } = await mountFlow({ first: smsSetupChallenge() });
    expect(screen.has("button", "Back to the code")).to.equal(false);
  });
});

describe("ak-stage-authenticator-email", () => {
  it("says where the code goes, as far as it may be told", async () => {
    const { screen } = await mountFlow({
      first: emailSetupChallenge({ email: "a**@n********.example", email_required: false }),
    });
    expect(screen.text).to.contain("a**@n********.example");
  });

  it("asks for the code once the server has sent one", async () => {
    const sent = emailSetupChallenge({ email: "a**@n********.example", email_required: false, response_errors: {} });
    const { screen } = await mountFlow({ first: emailSetupChallenge(), answers: [sent] });
    fillIn(screen.field("Email address"), "ada@northwind.example");
    await press("Enter");
    expect(screen.heading).to.equal("Check your email");
  });
});
