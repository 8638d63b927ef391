import { expect } from "@open-wc/testing";
import {
  device,
  emptyResponse,
  smsSetupChallenge,
  validateChallenge,
} from "../../fixtures/authenticator-challenges.ts";
import { challengeResponse } from "../../fixtures/answers.ts";
import { dummyChallenge, errors } from "../../fixtures/challenges.ts";
import { stopClock } from "../../support/clock.ts";
import { afterwards, mountFlow } from "../../support/mount.ts";
import { click, fillIn, press } from "../../support/person.ts";
import { settle, until } from "../../support/until.ts";

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

interface Phone {
  /** The requests for a message so far. */
  readonly asked: AbortSignal[];
  /** Those that are still waiting. */
  readonly open: () => AbortSignal[];
  /** A message comes; without a code somebody says no. */
  readonly receive: (code: string | undefined) => Promise<void>;
}

describe("a text message that the browser reads", () => {
  /** Stands in for WebOTP, which only phones have. */
  function phone(): Phone {
    const asked: AbortSignal[] = [];
    const waiting = new Map<AbortSignal, (code: string | undefined) => void>();
    const get = ({ signal }: CredentialRequestOptions): Promise<{ code: string }> => {
      if (!signal) throw new Error("Nothing can end it.");
      asked.push(signal);
      return new Promise((resolve, reject) => {
        const refuse = (): void => reject(new DOMException("", "AbortError"));
        waiting.set(signal, (code) => (code === undefined ? refuse() : resolve({ code })));
      });
    };
    const real = navigator.credentials;
    Object.defineProperty(window, "OTPCredential", { configurable: true, value: Object });
    Object.defineProperty(navigator, "credentials", { configurable: true, value: { get } });
    afterwards(() => {
      Reflect.deleteProperty(window, "OTPCredential");
      Object.defineProperty(navigator, "credentials", { configurable: true, value: real });
    });
    const open = (): AbortSignal[] => [...waiting.keys()].filter(({ aborted }) => !aborted);
    const receive = async (code: string | undefined): Promise<void> => {
      for (const signal of open()) waiting.get(signal)?.(code);
      waiting.clear();
      await settle();
    };
    return { asked, open, receive };
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

  it("is waited for again after a code that was refused and after another was sent; nothing is sent twice", async () => {
    const clock = stopClock();
    afterwards(() => clock.start());
    const { asked, open, receive } = phone();
    const sms = device("sms");
    const refused = validateChallenge([sms], { response_errors: errors({ code: "Invalid code." }) });
    const { screen, server } = await mountFlow({ first: validateChallenge([sms]), answers: [emptyResponse([sms])] });
    const codes = (): unknown[] =>
      (server.payloads as { code?: string }[]).flatMap(({ code }) => (code === undefined ? [] : [code]));
    server.willAnswer(refused);
    await receive("111111");
    expect([codes(), asked.length], "refused").to.deep.equal([["111111"], 2]);
    await receive("111111");
    expect(codes(), "the same once more").to.deep.equal(["111111"]);
    await clock.pass(30_000);
    server.willAnswer(emptyResponse([sms]));
    await click(screen.button("Send again"));
    expect(asked.length, "after another was sent").to.equal(3);
    server.willAnswer(refused);
    await receive("222222");
    expect(codes(), "in place of the one that was refused").to.deep.equal(["111111", "222222"]);
    await receive(undefined);
    expect([asked.length, open().length], "after a no not by itself").to.deep.equal([4, 0]);
    server.willAnswer(refused);
    fillIn(screen.field("Code"), "333333");
    await press("Enter");
    expect([codes().at(-1), open().length]).to.deep.equal(["333333", 1]);
    fillIn(screen.field("Code"), "44");
    await receive("555555");
    expect([codes().at(-1), screen.field("Code").value], "what is being typed stays").to.deep.equal(["333333", "44"]);
    server.willAnswer(refused, dummyChallenge());
    fillIn(screen.field("Code"), "666666");
    await press("Enter");
    expect(open().length).to.equal(1);
    fillIn(screen.field("Code"), "777777");
    await press("Enter");
    await until(() => !screen.has("button", "Send again"), "the next step shows");
    expect([open().length, asked.length], "left").to.deep.equal([0, 6]);
  });

  it("is sent afterwards when it comes while something else is under way", async () => {
    const { receive } = phone();
    const sms = device("sms");
    let release: () => void = () => undefined;
    const released = new Promise<void>((resolve) => (release = resolve));
    const slow = (): Promise<Response> => released.then(() => challengeResponse(emptyResponse([sms])));
    const { server } = await mountFlow({ first: validateChallenge([sms]), answers: [slow] });
    await receive("123456");
    expect(server.payloads).to.deep.equal([{ component, selected_challenge: sms }]);
    release();
    await until(() => server.payloads.length > 1, "the code is sent");
    await settle();
    expect(server.payloads.slice(1)).to.deep.equal([{ component, code: "123456" }]);
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
