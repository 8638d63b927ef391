/**
 * What does not depend on the server's network going wrong, each with a way forward. Others stand with their steps: a captcha's script is
 * blocked (`captcha-stage`), a window is blocked (`source-stages`), copying is denied (`authenticator-setup-stages`), Duo is denied
 * (`authenticator-validate-stage`), a message cannot be sent and a device is added meanwhile (`authenticator-codes`).
 */
import { expect } from "@open-wc/testing";
import {
  device,
  passkeySetupChallenge,
  requestOptions,
  smsSetupChallenge,
  validateChallenge,
} from "../../fixtures/authenticator-challenges.ts";
import { errors, identificationChallenge, passwordChallenge } from "../../fixtures/challenges.ts";
import { stopClock } from "../../support/clock.ts";
import { afterwards, mountFlow } from "../../support/mount.ts";
import { click, fillIn, press } from "../../support/person.ts";
import { settle, until } from "../../support/until.ts";

const unsupported = "This browser cannot use passkeys or security keys of this kind. Try another browser or device.";

/** Takes away what the browser knows of passkeys, or puts something in its place, until the end of the test. */
function replaceWebAuthn(value?: unknown): void {
  const real = Object.getOwnPropertyDescriptor(window, "PublicKeyCredential");
  Reflect.deleteProperty(window, "PublicKeyCredential");
  if (value) Object.defineProperty(window, "PublicKeyCredential", { configurable: true, value });
  afterwards(() => {
    Reflect.deleteProperty(window, "PublicKeyCredential");
    if (real) Object.defineProperty(window, "PublicKeyCredential", real);
  });
}

describe("a browser without passkeys", () => {
  beforeEach(() => replaceWebAuthn());

  it("leads to another second factor", async () => {
    const last_used = "2026-03-01T08:00:00Z";
    const { screen } = await mountFlow({
      first: validateChallenge([device("webauthn", { last_used }), device("totp")]),
    });
    await until(() => screen.alerts.length > 0, "it says so");
    expect(screen.alerts).to.deep.equal([unsupported]);
    await click(screen.button("Choose another way"));
    expect(screen.buttons.map(({ innerText }) => innerText).join()).to.contain("Authenticator app");
  });

  it("says so where a passkey is to be made, also at another try", async () => {
    const { screen } = await mountFlow({ first: passkeySetupChallenge() });
    await until(() => screen.alerts.length > 0, "it says so");
    await click(screen.button("Create passkey"));
    await until(() => screen.alerts.length > 0, "it says so again");
    expect(screen.alerts).to.deep.equal([unsupported]);
  });

  it("says so beside the button of identification, and takes the name", async () => {
    await import("../../../src/client/ui/controllers/passkey-sign-in.ts");
    const first = identificationChallenge({ passkey_challenge: requestOptions });
    const { screen } = await mountFlow({ first, answers: [passwordChallenge()] });
    await click(screen.button("Sign in with a passkey"));
    expect(screen.alerts).to.deep.equal([unsupported]);
    fillIn(screen.field("Email or username"), "ada");
    await press("Enter");
    expect(screen.heading).to.equal("Enter your password");
  });
});

describe("a browser that never says whether it can suggest passkeys", () => {
  const first = identificationChallenge({ passkey_challenge: requestOptions });

  it("is waited for for a second, and holds up nobody", async () => {
    const clock = stopClock();
    afterwards(() => clock.start());
    let answer: (can: boolean) => void = () => undefined;
    const asked = new Promise<boolean>((resolve) => (answer = resolve));
    replaceWebAuthn({ isConditionalMediationAvailable: () => asked });
    const calls: (CredentialRequestOptions | undefined)[] = [];
    Object.defineProperty(navigator.credentials, "get", {
      configurable: true,
      value: (options?: CredentialRequestOptions) => {
        calls.push(options);
        return new Promise(() => undefined);
      },
    });
    afterwards(() => Reflect.deleteProperty(navigator.credentials, "get"));
    const { screen } = await mountFlow({ first });
    await clock.pass(1000);
    answer(true);
    await settle();
    expect(calls, "what comes later is too late").to.be.empty;
    await click(screen.button("Sign in with a passkey"));
    expect(calls.map((options) => options?.mediation)).to.deep.equal([undefined]);
  });
});

describe("a message that cannot be sent while its number is set up", () => {
  it("is said, and can be tried again with the number that was typed", async () => {
    const refused = smsSetupChallenge({
      response_errors: errors({ non_field_errors: "The text message could not be sent." }),
    });
    const sent = smsSetupChallenge({ phone_number_required: false, response_errors: {} });
    const { screen } = await mountFlow({ first: smsSetupChallenge(), answers: [refused, sent] });
    fillIn(screen.field("Phone number"), "+46701234567");
    await press("Enter");
    expect(screen.alerts).to.deep.equal(["The text message could not be sent."]);
    expect(screen.field("Phone number").value).to.equal("+46701234567");
    await click(screen.button("Send code"));
    expect(screen.heading).to.equal("Check your phone");
  });
});
