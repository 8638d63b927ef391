import { expect } from "@open-wc/testing";
import {
  emailSetupChallenge,
  smsSetupChallenge,
  staticSetupChallenge,
  totpSetupChallenge,
} from "../../fixtures/authenticator-challenges.ts";
import { errors } from "../../fixtures/challenges.ts";
import {
  emailSetupStates,
  passkeySetupStates,
  smsSetupStates,
  staticSetupStates,
  totpSetupStates,
} from "../../fixtures/states/authenticator-setup-states.ts";
import { stopClock } from "../../support/clock.ts";
import { afterwards, mountFlow } from "../../support/mount.ts";
import { click, fillIn, press } from "../../support/person.ts";
import { describeStageContract } from "../../support/stage-contract.ts";
import { describeStates } from "../../support/states-contract.ts";
import { until } from "../../support/until.ts";

describeStageContract({
  component: "ak-stage-authenticator-totp",
  states: totpSetupStates,
  answer: {
    state: { name: "plain", challenge: totpSetupChallenge() },
    fill: (screen) => fillIn(screen.field("Code from the app"), "123 456"),
    button: "Continue",
    payload: { code: "123456" },
  },
});

describeStageContract({
  component: "ak-stage-authenticator-static",
  states: staticSetupStates,
  answer: {
    state: { name: "plain", challenge: staticSetupChallenge() },
    fill: (screen) => {
      const box = screen.field("I have saved these codes");
      box.checked = true;
      box.focus();
    },
    button: "Continue",
    payload: {},
  },
});

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

describe("ak-stage-authenticator-webauthn: the contract", () => describeStates(passkeySetupStates));

/** The browser lets the page copy, or does not. */
function allowCopying(allowed: boolean): string[] {
  const copied: string[] = [];
  const writeText = (text: string): Promise<void> => {
    if (!allowed) return Promise.reject(new DOMException("denied", "NotAllowedError"));
    copied.push(text);
    return Promise.resolve();
  };
  Object.defineProperty(navigator, "clipboard", { configurable: true, value: { writeText } });
  afterwards(() => Reflect.deleteProperty(navigator, "clipboard"));
  return copied;
}

describe("ak-stage-authenticator-totp", () => {
  it("shows the key in groups of four", async () => {
    const { screen } = await mountFlow({ first: totpSetupChallenge() });
    expect(screen.text).to.contain("JBSW Y3DP EHPK 3PXP JBSW Y3DP EHPK 3PXP");
  });

  it("draws the QR code, and says what it is", async () => {
    const { root } = await mountFlow({ first: totpSetupChallenge() });
    const path = await until(() => root.querySelector("svg[role=img] path[d^=M]"), "it is drawn");
    expect(path.parentElement?.ariaLabel).to.contain("QR code");
  });

  it("copies the key without spaces, and says so", async () => {
    const copied = allowCopying(true);
    const { screen } = await mountFlow({ first: totpSetupChallenge() });
    await click(screen.button("Copy key"));
    expect(copied).to.deep.equal(["JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"]);
    expect(screen.statuses).to.include("Key copied.");
  });

  it("selects the key where the browser does not let it copy, and says so", async () => {
    allowCopying(false);
    const { screen } = await mountFlow({ first: totpSetupChallenge() });
    await click(screen.button("Copy key"));
    expect(getSelection()?.toString()).to.contain("JBSW Y3DP");
    expect(screen.statuses.join(" ")).to.contain("The key is selected");
  });

  it("begins in the field for the code", async () => {
    const { screen } = await mountFlow({ first: totpSetupChallenge() });
    expect(document.activeElement).to.equal(screen.field("Code from the app"));
  });

  it("leaves the address where password managers look", async () => {
    const { root } = await mountFlow({ first: totpSetupChallenge() });
    const field = root.querySelector<HTMLInputElement>("input[name=otp_uri]");
    expect(field?.value).to.match(/^otpauth:/);
    expect(field?.type).to.equal("text");
  });
});

describe("ak-stage-authenticator-static", () => {
  it("does not go on before the codes are saved, and says so", async () => {
    const { screen, server } = await mountFlow({ first: staticSetupChallenge() });
    await click(screen.button("Continue"));
    expect(server.payloads).to.be.empty;
    expect(screen.alerts).to.deep.equal(["Tick this to continue."]);
    expect(document.activeElement).to.equal(screen.field("I have saved these codes"));
  });

  it("copies them as they are, and says so", async () => {
    const copied = allowCopying(true);
    const { screen } = await mountFlow({ first: staticSetupChallenge({ codes: ["aaaabbbb", "ccccdddd"] }) });
    await click(screen.button("Copy"));
    expect(copied).to.deep.equal(["aaaabbbb\nccccdddd\n"]);
    expect(screen.statuses).to.include("Codes copied.");
  });

  it("selects them where the browser does not let it copy, and says so", async () => {
    allowCopying(false);
    const { screen } = await mountFlow({ first: staticSetupChallenge() });
    await click(screen.button("Copy"));
    expect(screen.statuses.join(" ")).to.contain("The codes are selected");
  });

  it("offers nothing to save where there is none", async () => {
    const { root } = await mountFlow({ first: staticSetupChallenge({ codes: [] }) });
    expect(root.querySelector(".ak-codes, [type=checkbox]")).to.equal(null);
  });

  it("prints them", async () => {
    let printed = 0;
    const real = window.print;
    window.print = () => printed++;
    afterwards(() => (window.print = real));
    const { screen } = await mountFlow({ first: staticSetupChallenge() });
    await click(screen.button("Print"));
    expect(printed).to.equal(1);
  });

  it("downloads them, and says so", async () => {
    const names: string[] = [];
    const real = HTMLAnchorElement.prototype.click;
    HTMLAnchorElement.prototype.click = function () {
      names.push(this.download);
    };
    afterwards(() => (HTMLAnchorElement.prototype.click = real));
    const { screen } = await mountFlow({ first: staticSetupChallenge() });
    await click(screen.button("Download"));
    expect(names).to.deep.equal(["recovery-codes.txt"]);
    expect(screen.statuses.join(" ")).to.contain("recovery-codes.txt");
  });
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
