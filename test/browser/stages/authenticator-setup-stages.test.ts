import { expect } from "@open-wc/testing";
import { staticSetupChallenge, totpSetupChallenge } from "../../fixtures/authenticator-challenges.ts";
import {
  passkeySetupStates,
  staticSetupStates,
  totpSetupStates,
} from "../../fixtures/states/authenticator-setup-states.ts";
import { afterwards, mountFlow } from "../../support/mount.ts";
import { click, fillIn } from "../../support/person.ts";
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
