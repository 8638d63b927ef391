import { expect } from "@open-wc/testing";
import { requestOptions, passkeySetupChallenge } from "../../fixtures/authenticator-challenges.ts";
import { renderFirstForm } from "../../../src/page/first-form.ts";
import { brand } from "../../fixtures/brand.ts";
import { errors, identificationChallenge, passwordChallenge } from "../../fixtures/challenges.ts";
import { afterwards, mountFlow } from "../../support/mount.ts";
import { stopClock } from "../../support/clock.ts";
import { click, fillIn, press } from "../../support/person.ts";
import { settle, until } from "../../support/until.ts";
import {
  hasAbsentPeople,
  hasVirtualAuthenticators,
  plugIn,
  type VirtualAuthenticator,
} from "../../support/virtual-authenticator.ts";

const first = identificationChallenge({ passkey_challenge: requestOptions });

/** Puts a function of the test in place of the browser's own; what it was called with. */
function replaceGet(
  get: (options: CredentialRequestOptions) => Promise<Credential | null>,
): CredentialRequestOptions[] {
  const calls: CredentialRequestOptions[] = [];
  Object.defineProperty(navigator.credentials, "get", {
    configurable: true,
    value: (options: CredentialRequestOptions) => {
      calls.push(options);
      return get(options);
    },
  });
  afterwards(() => Reflect.deleteProperty(navigator.credentials, "get"));
  return calls;
}

/** What an authenticator answers that needs nobody. */
const answering = {
  id: "AAAA",
  rawId: new ArrayBuffer(3),
  type: "public-key",
  authenticatorAttachment: null,
  getClientExtensionResults: () => ({}),
  response: {
    clientDataJSON: new ArrayBuffer(1),
    authenticatorData: new ArrayBuffer(1),
    signature: new ArrayBuffer(1),
    userHandle: null,
  },
} as unknown as Credential;

function pending(): Promise<never> {
  return new Promise(() => undefined);
}

describe("ak-stage-identification: passkeys, with an authenticator", function () {
  let authenticator: VirtualAuthenticator;

  before(function () {
    // Firefox suggests in a window of its own, which waits for somebody.
    if (!hasVirtualAuthenticators || !hasAbsentPeople) this.skip();
  });

  beforeEach(async () => {
    authenticator = await plugIn();
    const { executor, server } = await mountFlow({ first: passkeySetupChallenge() });
    await until(() => server.payloads.length > 0, "a passkey was made");
    executor.remove();
  });

  afterEach(async () => authenticator.remove());

  it("signs in from the browser's suggestions", async () => {
    const { server } = await mountFlow({ first });
    await until(() => server.payloads.length > 0, "an assertion was sent");
    expect(Object.keys(server.payloads[0] as object)).to.deep.equal(["passkey", "component"]);
  });

  it("signs in with the button", async () => {
    await authenticator.presence(false);
    const { screen, server } = await mountFlow({ first });
    await authenticator.presence(true);
    await click(screen.button("Sign in with a passkey"));
    await until(() => server.payloads.length > 0, "an assertion was sent");
    expect(server.payloads).to.have.length(1);
  });
});

describe("ak-stage-identification: passkeys", () => {
  before(function () {
    if (!("PublicKeyCredential" in window) || !("isConditionalMediationAvailable" in PublicKeyCredential)) this.skip(); // This browser knows none.
  });

  beforeEach(() => localStorage.setItem("flow-passkey-used", "yes"));

  it("are not suggested where nobody has used one: browsers fill such a field by themselves", async () => {
    localStorage.clear();
    const calls = replaceGet(pending);
    const { screen } = await mountFlow({ first });
    await settle();
    expect(screen.field("Email or username").getAttribute("autocomplete")).to.equal("username");
    expect(screen.has("button", "Sign in with a passkey")).to.equal(true);
    expect(calls).to.be.empty;
  });

  it("are suggested again after ever longer pauses where each is refused", async () => {
    const clock = stopClock();
    const real = PublicKeyCredential.isConditionalMediationAvailable.bind(PublicKeyCredential);
    PublicKeyCredential.isConditionalMediationAvailable = () => Promise.resolve(true);
    afterwards(() => {
      clock.start();
      PublicKeyCredential.isConditionalMediationAvailable = real;
    });
    const calls = replaceGet(() => Promise.resolve(answering));
    let round = 0;
    const refused = (): Response =>
      Response.json({
        ...identificationChallenge({ passkey_challenge: { ...requestOptions, challenge: `AAA${++round}` } }),
        response_errors: errors({ non_field_errors: "Assertion failed" }),
      });
    const { server } = await mountFlow({ first, answers: Array.from({ length: 20 }, () => refused) });
    await until(() => server.payloads.length === 1, "the first is sent");
    await settle();
    expect(calls).to.have.length(1);
    for (const [time, times] of [
      [2000, 2],
      [2000, 2],
      [2000, 3],
      [7000, 3],
      [1000, 4],
    ] as const) {
      await clock.pass(time);
      await settle();
      expect(calls, `after ${time} more`).to.have.length(times);
    }
  });

  it("are suggested where the name is typed in", async () => {
    const calls = replaceGet(pending);
    const { screen } = await mountFlow({ first });
    await until(() => calls.length === 1, "the browser waits for one");
    expect(screen.field("Email or username").getAttribute("autocomplete")).to.equal("username webauthn");
    expect(calls[0]?.mediation).to.equal("conditional");
  });

  it("are asked for once the app is there when somebody was quicker with the button", async () => {
    const calls = replaceGet(pending);
    await mountFlow({
      content: renderFirstForm({ brand: brand(), challenge: first, pageUrl: location.pathname }),
      first,
      before: (executor) => executor.querySelector("button[name=passkey]")?.setAttribute("data-early", ""),
    });
    await until(() => calls.length === 1, "the browser is asked");
    expect(calls[0]?.mediation).to.equal(undefined);
    await settle();
    expect(calls).to.have.length(1);
  });

  it("are asked for with the button while the browser still finds out what it can do", async () => {
    const calls = replaceGet(pending);
    const real = PublicKeyCredential.isConditionalMediationAvailable.bind(PublicKeyCredential);
    let answer: (can: boolean) => void = () => undefined;
    const asked = new Promise<boolean>((resolve) => (answer = resolve));
    PublicKeyCredential.isConditionalMediationAvailable = () => asked;
    afterwards(() => (PublicKeyCredential.isConditionalMediationAvailable = real));
    const { screen } = await mountFlow({ first });
    await click(screen.button("Sign in with a passkey"));
    await until(() => calls.length === 1, "the browser is asked");
    answer(true);
    await settle();
    expect(calls).to.have.length(1);
    expect(calls[0]?.signal?.aborted).to.equal(false);
  });

  it("are not suggested where the server wants none", async () => {
    const calls = replaceGet(pending);
    const { screen } = await mountFlow({ first: identificationChallenge({ passkey_challenge: null }) });
    expect(screen.field("Email or username").getAttribute("autocomplete")).to.equal("username");
    expect(screen.has("button", "Sign in with a passkey")).to.equal(false);
    expect(calls).to.be.empty;
  });

  it("go on being suggested after an error, without beginning again", async () => {
    const calls = replaceGet(pending);
    const refused = { ...first, response_errors: errors({ uid_field: "There is no account with this name." }) };
    const { screen } = await mountFlow({ first, answers: [refused] });
    await until(() => calls.length === 1, "the browser waits for one");
    fillIn(screen.field("Email or username"), "nobody");
    await press("Enter");
    expect(calls).to.have.length(1);
    expect(calls[0]?.signal?.aborted).to.equal(false);
  });

  it("begin again when the server wants another challenge signed", async () => {
    const calls = replaceGet(pending);
    const other = identificationChallenge({
      passkey_challenge: { ...requestOptions, challenge: "AAAA" },
      response_errors: errors({ non_field_errors: "Assertion failed" }),
    });
    const { screen } = await mountFlow({ first, answers: [other] });
    await until(() => calls.length === 1, "the browser waits for one");
    fillIn(screen.field("Email or username"), "ada");
    await press("Enter");
    await until(() => calls.length === 2, "it waits for another");
    expect(calls[0]?.signal?.aborted).to.equal(true);
  });

  it("are no longer suggested at the next step", async () => {
    const calls = replaceGet(pending);
    const { screen } = await mountFlow({ first, answers: [passwordChallenge()] });
    await until(() => calls.length === 1, "the browser waits for one");
    fillIn(screen.field("Email or username"), "ada");
    await press("Enter");
    expect(screen.has("field", "Password")).to.equal(true);
    expect(calls[0]?.signal?.aborted).to.equal(true);
  });

  it("say why it came to nothing, and go on being suggested", async () => {
    const calls = replaceGet(({ mediation }) =>
      mediation === "conditional" ? pending() : Promise.reject(new DOMException("no", "NotAllowedError")),
    );
    const { screen } = await mountFlow({ first });
    await until(() => calls.length === 1, "the browser waits for one");
    await click(screen.button("Sign in with a passkey"));
    await until(() => screen.alerts.length > 0, "it says so");
    expect(screen.alerts.join(" ")).to.contain("try again when you are ready");
    await until(() => calls.length === 3, "the browser waits again");
    expect(calls[2]?.mediation).to.equal("conditional");
  });
});
