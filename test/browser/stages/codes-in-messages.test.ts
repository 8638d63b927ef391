import { expect } from "@open-wc/testing";
import { failing } from "../../fixtures/answers.ts";
import { device, emptyResponse, validateChallenge } from "../../fixtures/authenticator-challenges.ts";
import { dummyChallenge, errors } from "../../fixtures/challenges.ts";
import { stopClock } from "../../support/clock.ts";
import { afterwards, mountFlow } from "../../support/mount.ts";
import { choose, click, fillIn, press } from "../../support/person.ts";
import { until } from "../../support/until.ts";

const component = "ak-stage-authenticator-validate";

describe("ak-stage-authenticator-validate: codes in messages", () => {
  const sms = device("sms");
  const both = [sms, device("totp")];

  for (const kind of ["sms", "email"] as const) {
    it(`asks the server once to send a code by ${kind}`, async () => {
      const { server } = await mountFlow({ first: validateChallenge([device(kind)]) });
      expect(server.payloads).to.deep.equal([{ component, selected_challenge: device(kind) }]);
    });
  }

  it("keeps to the code when another device is added meanwhile", async () => {
    const { screen, server } = await mountFlow({ first: validateChallenge([sms]), answers: [emptyResponse(both)] });
    expect(screen.heading).to.equal("Check your phone");
    expect(screen.has("button", "Choose another way")).to.equal(true);
    fillIn(screen.field("Code"), "123456");
    await press("Enter");
    expect(server.payloads.at(-1)).to.deep.equal({ component, code: "123456" });
  });

  it("does not show what the server says to that", async () => {
    const { screen } = await mountFlow({ first: validateChallenge([sms]), answers: [emptyResponse([sms])] });
    expect(screen.alerts).to.be.empty;
    expect(screen.statuses).to.include("The code is on its way. It may take a moment to arrive.");
  });

  it("says where an email goes", async () => {
    const { screen } = await mountFlow({ first: validateChallenge([device("email")]) });
    expect(screen.text).to.contain("a**@n********.example");
  });

  it("says so when the server does not want to send it, and offers another try at once", async () => {
    const { screen } = await mountFlow({
      first: validateChallenge([sms]),
      answers: [
        validateChallenge([sms], { response_errors: errors({ selected_challenge: "invalid challenge selected" }) }),
      ],
    });
    expect(screen.alerts).to.deep.equal(["invalid challenge selected"]);
    expect(screen.button("Send again").ariaDisabled).to.equal("false");
  });

  it("says so when the request fails, and offers another try at once", async () => {
    const { screen, server } = await mountFlow({ first: validateChallenge([sms]), answers: [failing(503)] });
    expect(screen.alerts.join(" ")).to.contain("The server has a problem.");
    server.willAnswer(validateChallenge([sms]), emptyResponse([sms]));
    await click(screen.button("Send again"));
    expect(server.payloads).to.have.length(2);
  });

  it("sends another one only after half a minute", async () => {
    const clock = stopClock();
    afterwards(() => clock.start());
    const { screen, server } = await mountFlow({ first: validateChallenge([sms]), answers: [emptyResponse([sms])] });
    await clock.pass(1000);
    await click(screen.button("Send again in 29 s"));
    expect(server.payloads).to.have.length(1);
    await clock.pass(29_000);
    await click(screen.button("Send again"));
    expect(server.payloads).to.have.length(2);
  });

  it("says so when the message could not be sent, and offers another try at once", async () => {
    const failure = errors({ non_field_errors: "The text message could not be sent." });
    const { screen, server } = await mountFlow({
      first: validateChallenge([sms]),
      answers: [validateChallenge([sms], { response_errors: failure })],
    });
    expect(screen.alerts).to.deep.equal(["The text message could not be sent."]);
    expect(screen.statuses).not.to.include("The code is on its way. It may take a moment to arrive.");
    server.willAnswer(emptyResponse([sms]));
    await click(screen.button("Send again"));
    expect(screen.alerts).to.be.empty;
    expect(screen.statuses).to.include("The code is on its way. It may take a moment to arrive.");
  });

  it("sends no other one when the page is loaded again, but says that there is one", async () => {
    const before = await mountFlow({ first: validateChallenge([sms]), answers: [emptyResponse([sms])] });
    before.executor.remove();
    const { screen, server } = await mountFlow({ first: validateChallenge([sms]) });
    expect(server.payloads).to.be.empty;
    expect(screen.statuses).to.include("A code has already been sent.");
  });

  it("sends another one on request after the page was loaded again", async () => {
    const clock = stopClock();
    afterwards(() => clock.start());
    const before = await mountFlow({ first: validateChallenge([sms]), answers: [emptyResponse([sms])] });
    before.executor.remove();
    await clock.pass(20_000);
    const { screen, server } = await mountFlow({ first: validateChallenge([sms]) });
    expect(screen.has("button", "Send again in 10 s")).to.equal(true);
    await clock.pass(10_000);
    await click(screen.button("Send again"));
    expect(server.payloads).to.deep.equal([{ component, selected_challenge: sms }]);
  });

  it("sends another one to another device, and to the same one after five minutes", async () => {
    const clock = stopClock();
    afterwards(() => clock.start());
    const before = await mountFlow({ first: validateChallenge([sms]), answers: [emptyResponse([sms])] });
    before.executor.remove();
    const other = await mountFlow({ first: validateChallenge([device("sms", { device_uid: "2" })]) });
    expect(other.server.payloads).to.have.length(1);
    other.executor.remove();
    await clock.pass(300_000);
    const { server } = await mountFlow({ first: validateChallenge([sms]) });
    expect(server.payloads).to.have.length(1);
  });

  it("sends another one in the next run of the flow", async () => {
    const before = await mountFlow({
      first: validateChallenge([sms]),
      answers: [emptyResponse([sms]), dummyChallenge()],
    });
    fillIn(before.screen.field("Code"), "123456");
    await press("Enter");
    await until(() => before.screen.heading !== "Check your phone", "the next step shows");
    before.executor.remove();
    const { server } = await mountFlow({ first: validateChallenge([sms]) });
    expect(server.payloads).to.have.length(1);
  });

  it("sends it again when the page is loaded after it could not be sent", async () => {
    const before = await mountFlow({ first: validateChallenge([sms]), answers: [failing(503)] });
    before.executor.remove();
    const { server } = await mountFlow({ first: validateChallenge([sms]) });
    expect(server.payloads).to.have.length(1);
  });

  it("keeps what is typed while another code is sent", async () => {
    const clock = stopClock();
    afterwards(() => clock.start());
    const { screen, server } = await mountFlow({ first: validateChallenge([sms]), answers: [emptyResponse([sms])] });
    await clock.pass(30_000);
    fillIn(screen.field("Code"), "12");
    server.willAnswer(emptyResponse([sms]));
    await click(screen.button("Send again"));
    expect(screen.field("Code").value).to.equal("12");
  });

  it("shows what is wrong with the code that was typed", async () => {
    const { screen, server } = await mountFlow({ first: validateChallenge([sms]), answers: [emptyResponse([sms])] });
    server.willAnswer(validateChallenge([sms], { response_errors: errors({ code: "Invalid Token." }) }));
    fillIn(screen.field("Code"), "123456");
    await press("Enter");
    expect(screen.alerts).to.deep.equal(["Invalid Token."]);
  });

  it("asks for nothing else while the code is being sent", async () => {
    const { screen, server } = await mountFlow({
      first: validateChallenge([device("sms", { last_used: "2026-03-01T08:00:00Z" }), device("duo")]),
    });
    await click(screen.button("Choose another way"));
    expect(screen.heading).to.equal("Check your phone");
    expect(server.payloads).to.have.length(1);
  });

  it("takes the code out of the message where the browser can", async () => {
    Object.defineProperty(window, "OTPCredential", { configurable: true, value: Object });
    const { promise, resolve } = deferred<{ code: string }>();
    const real = navigator.credentials;
    const fake = { get: () => promise };
    Object.defineProperty(navigator, "credentials", { configurable: true, value: fake });
    afterwards(() => {
      Reflect.deleteProperty(window, "OTPCredential");
      Object.defineProperty(navigator, "credentials", { configurable: true, value: real });
    });
    const flow = await mountFlow({ first: validateChallenge(both), answers: [emptyResponse(both)] });
    await choose(flow.screen, "Text message");
    resolve({ code: "654321" });
    await click(flow.screen.field("Code"));
    expect(flow.server.payloads.at(-1)).to.deep.equal({ component, code: "654321" });
  });
});

function deferred<T>(): { promise: Promise<T>; resolve: (value: T) => void } {
  let resolve: (value: T) => void = () => undefined;
  const promise = new Promise<T>((done) => (resolve = done));
  return { promise, resolve };
}
