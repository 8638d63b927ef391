import { expect } from "@open-wc/testing";
import {
  device,
  emptyResponse,
  smsSetupChallenge,
  validateChallenge,
} from "../../fixtures/authenticator-challenges.ts";
import { stopClock } from "../../support/clock.ts";
import { afterwards, mountFlow } from "../../support/mount.ts";
import { click, fillIn, press } from "../../support/person.ts";
import { settle } from "../../support/until.ts";

const component = "ak-stage-authenticator-validate";
const soon = "The code is complete and is sent in a moment.";

/** Pastes as a browser does: the page may take it, else it stands in the field. */
function paste(field: HTMLInputElement, text: string): void {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text", text);
  field.focus();
  const event = new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true });
  if (field.dispatchEvent(event)) fillIn(field, text);
}

/** Types it key by key. */
function type(field: HTMLInputElement, text: string): void {
  for (let end = 1; end <= text.length; end += 1) fillIn(field, text.slice(0, end));
}

describe("a code that comes whole", () => {
  it("is found in a message that was pasted, said to be complete, and sent after a moment", async () => {
    const clock = stopClock();
    afterwards(() => clock.start());
    const { screen, server } = await mountFlow({ first: validateChallenge([device("totp")]) });
    const region = screen.field("Code").form?.querySelector(".ak-hint[role=status]:empty");
    expect(region?.checkVisibility(), "screen readers know of it before it says anything").to.equal(true);
    paste(screen.field("Code"), "Your code is 123 456. It is good for 10 minutes.");
    await settle();
    expect(screen.field("Code").value).to.equal("123456");
    expect(screen.statuses).to.include(soon);
    expect(server.payloads).to.be.empty;
    await clock.pass(1500);
    expect(server.payloads).to.deep.equal([{ component, code: "123456" }]);
    expect(screen.statuses).not.to.include(soon);
  });

  it("stays where it is when somebody stops it, changes it, or turns to another device; Enter sends it once", async () => {
    const clock = stopClock();
    afterwards(() => clock.start());
    const both = [device("totp", { last_used: "2026-03-01T08:00:00Z" }), device("static")];
    const { screen, server } = await mountFlow({ first: validateChallenge(both) });
    paste(screen.field("Code"), "123456");
    await settle();
    screen.button("Not yet").focus();
    await click(screen.button("Not yet"));
    expect(document.activeElement, "where people change it").to.equal(screen.field("Code"));
    await clock.pass(5000);
    expect(screen.has("button", "Not yet")).to.equal(false);
    expect(screen.field("Code").value).to.equal("123456");
    paste(screen.field("Code"), "654321");
    fillIn(screen.field("Code"), "65432");
    await clock.pass(5000);
    type(screen.field("Code"), "123456");
    await clock.pass(5000);
    expect(server.payloads).to.be.empty;
    paste(screen.field("Code"), "654321");
    await click(screen.button("Choose another way"));
    await clock.pass(5000);
    expect(server.payloads).to.be.empty;
    await click(screen.buttons[0] as HTMLElement);
    paste(screen.field("Code"), "654321");
    await press("Enter");
    await clock.pass(5000);
    expect(server.payloads).to.deep.equal([{ component, code: "654321" }]);
  });

  it("is not looked for among recovery codes", async () => {
    const { screen } = await mountFlow({ first: validateChallenge([device("static")]) });
    paste(screen.field("Recovery code"), "h4Jk 9sLm 123456");
    expect(screen.field("Recovery code").value).to.equal("h4Jk 9sLm 123456");
  });
});

describe("a text message that the browser reads", () => {
  /** Stands in for WebOTP, which only phones have. */
  function phone(): { readonly asked: AbortSignal[] } {
    const asked: AbortSignal[] = [];
    const get = ({ signal }: CredentialRequestOptions): Promise<never> => {
      if (signal) asked.push(signal);
      return new Promise(() => undefined);
    };
    const real = navigator.credentials;
    Object.defineProperty(window, "OTPCredential", { configurable: true, value: Object });
    Object.defineProperty(navigator, "credentials", { configurable: true, value: { get } });
    afterwards(() => {
      Reflect.deleteProperty(window, "OTPCredential");
      Object.defineProperty(navigator, "credentials", { configurable: true, value: real });
    });
    return { asked };
  }

  it("is waited for once, and no longer when the step is left", async () => {
    const { asked } = phone();
    const sms = device("sms");
    const flow = await mountFlow({
      first: validateChallenge([sms]),
      answers: [emptyResponse([sms]), emptyResponse([sms])],
    });
    expect(asked.map(({ aborted }) => aborted)).to.deep.equal([false]);
    flow.executor.remove();
    expect(asked.map(({ aborted }) => aborted)).to.deep.equal([true]);
  });

  it("is waited for when codes by text message are set up, and not while the number is asked for", async () => {
    const { asked } = phone();
    const flow = await mountFlow({
      first: smsSetupChallenge({ phone_number_required: true }),
      answers: [smsSetupChallenge({ phone_number_required: false, response_errors: {} })],
    });
    expect(asked).to.be.empty;
    fillIn(flow.screen.field("Phone number"), "+46 70 123 45 67");
    await press("Enter");
    expect(asked.map(({ aborted }) => aborted)).to.deep.equal([false]);
    await click(flow.screen.button("Use another number"));
    expect(asked.map(({ aborted }) => aborted)).to.deep.equal([true]);
  });
});
