import { expect } from "@open-wc/testing";
import {
  creationOptions,
  device,
  passkeySetupChallenge,
  requestOptions,
  validateChallenge,
} from "../../fixtures/authenticator-challenges.ts";
import { errors } from "../../fixtures/challenges.ts";
import type { ScriptedServer } from "../../fixtures/scripted-server.ts";
import { afterwards, mountFlow } from "../../support/mount.ts";
import { click } from "../../support/person.ts";
import { until } from "../../support/until.ts";
import {
  hasAbsentPeople,
  hasVirtualAuthenticators,
  plugIn,
  type VirtualAuthenticator,
} from "../../support/virtual-authenticator.ts";

/** The first answer that was sent. */
async function firstSent(server: ScriptedServer): Promise<Sent> {
  await until(() => server.payloads.length > 0, "an answer was sent");
  return server.payloads[0] as Sent;
}

interface Sent {
  readonly response?: { readonly id: string; readonly type: string; readonly response: Record<string, unknown> };
  readonly webauthn?: { readonly id: string; readonly response: { readonly signature?: string } };
}

const asksForKey = validateChallenge([device("webauthn")]);

describe("passkeys, with an authenticator", function () {
  let authenticator: VirtualAuthenticator;

  before(function () {
    if (!hasVirtualAuthenticators) this.skip(); // WebKitGTK lets tests plug none in.
  });

  beforeEach(async () => (authenticator = await plugIn()));
  afterEach(async () => authenticator.remove());

  /** Makes a passkey by the stage; its id. */
  async function register(): Promise<string> {
    const { executor, server } = await mountFlow({ first: passkeySetupChallenge() });
    const sent = await firstSent(server);
    executor.remove();
    return sent.response?.id ?? "";
  }

  it("makes one without being asked twice, and sends it as JSON", async () => {
    const { server } = await mountFlow({ first: passkeySetupChallenge() });
    const sent = await firstSent(server);
    expect(sent.response?.type).to.equal("public-key");
    expect(sent.response?.response).to.include.keys("clientDataJSON", "attestationObject", "transports");
  });

  it("signs in with one", async () => {
    const id = await register();
    const { server } = await mountFlow({ first: asksForKey });
    const sent = await firstSent(server);
    expect(sent.webauthn?.id).to.equal(id);
    expect(sent.webauthn?.response).to.include.keys("clientDataJSON", "authenticatorData", "signature");
    expect(server.payloads).to.have.length(1);
  });

  it("signs in with one where the browser has no JSON methods", async () => {
    const { parseRequestOptionsFromJSON: parse } = PublicKeyCredential;
    const toJson = PublicKeyCredential.prototype.toJSON;
    const id = await register();
    Reflect.deleteProperty(PublicKeyCredential, "parseRequestOptionsFromJSON");
    Reflect.deleteProperty(PublicKeyCredential.prototype, "toJSON");
    afterwards(() => {
      Object.assign(PublicKeyCredential, { parseRequestOptionsFromJSON: parse });
      Object.assign(PublicKeyCredential.prototype, { toJSON: toJson });
    });
    const { server } = await mountFlow({ first: asksForKey });
    const sent = await firstSent(server);
    expect(sent.webauthn?.id).to.equal(id);
    expect(sent.webauthn?.response.signature).to.match(/^[\w-]+$/);
  });

  it("recognises one that is registered already", async () => {
    const id = await register();
    const { screen } = await mountFlow({
      first: passkeySetupChallenge({
        registration: { ...creationOptions, excludeCredentials: [{ type: "public-key", id }] },
      }),
    });
    await until(() => screen.alerts.length > 0, "it says so");
    expect(screen.alerts).to.deep.equal(["This passkey or security key is registered already. Use another one."]);
  });

  it("says so when the authenticator does not recognise its person, and tries again on request", async () => {
    await register();
    await authenticator.recognises(false);
    const { screen, server } = await mountFlow({
      first: validateChallenge(
        [device("webauthn", { challenge: { ...requestOptions, userVerification: "required" } })],
        {
          response_errors: errors({ webauthn: "Assertion failed" }),
        },
      ),
    });
    await click(screen.button("Use passkey or security key"));
    await until(() => screen.alerts.join("").includes("try again when you are ready"), "it says so");
    await authenticator.recognises(true);
    await click(screen.button("Use passkey or security key"));
    await until(() => server.payloads.length > 0, "an assertion was sent");
  });

  it("shows what the server says against it, and does not start again by itself", async () => {
    await register();
    const refused = validateChallenge([device("webauthn")], {
      response_errors: errors({ webauthn: "Invalid device" }),
    });
    const { screen, server } = await mountFlow({ first: asksForKey, answers: [refused] });
    await until(() => screen.alerts.length > 0, "it says so");
    expect(screen.alerts).to.deep.equal(["Invalid device"]);
    expect(server.payloads).to.have.length(1);
  });

  it("tells their keeper of one that the server does not know, and only of that", async () => {
    const native = PublicKeyCredential as { signalUnknownCredential?: unknown };
    const { signalUnknownCredential: real } = native;
    const told: unknown[] = [];
    native.signalUnknownCredential = (options: unknown) => Promise.resolve(told.push(options));
    afterwards(() => (native.signalUnknownCredential = real));
    const id = await register();
    const unknown = { webauthn: [{ string: "Invalid device", code: "unknown_credential" }] };
    const answers = [
      validateChallenge([device("webauthn")], { response_errors: errors({ webauthn: "Assertion failed" }) }),
      validateChallenge([device("webauthn")], { response_errors: unknown }),
    ];
    const { screen, server } = await mountFlow({ first: asksForKey, answers });
    await until(() => screen.alerts.length > 0, "it is refused");
    expect(told).to.be.empty;
    await click(screen.button("Use passkey or security key"));
    await until(() => told.length > 0, "the keeper is told");
    expect(told).to.deep.equal([{ rpId: "localhost", credentialId: id }]);
    expect(server.payloads).to.have.length(2);
    const again = await mountFlow({
      first: passkeySetupChallenge(),
      answers: [passkeySetupChallenge({ response_errors: { response: unknown.webauthn } })],
    });
    await until(() => told.length === 2, "the keeper is told of a new one that was not taken");
    again.executor.remove();
  });

  it("says how it can be reached, also where the browser has no JSON methods", async () => {
    const toJson = PublicKeyCredential.prototype.toJSON;
    Reflect.deleteProperty(PublicKeyCredential.prototype, "toJSON");
    afterwards(() => Object.assign(PublicKeyCredential.prototype, { toJSON: toJson }));
    const { server } = await mountFlow({ first: passkeySetupChallenge() });
    const sent = await firstSent(server);
    expect(sent.response?.response["transports"]).to.deep.equal(["internal"]);
  });

  it("shows what the server says against a new one, whatever it is about, and does not start again by itself", async () => {
    const refused = passkeySetupChallenge({ response_errors: errors({ anything: "Not this one." }) });
    const { screen, server } = await mountFlow({ first: passkeySetupChallenge(), answers: [refused] });
    await until(() => screen.alerts.length > 0, "it says so");
    expect(screen.alerts).to.deep.equal(["Not this one."]);
    expect(server.payloads).to.have.length(1);
  });

  it("leaves no ceremony behind when the step is removed", async function () {
    if (!hasAbsentPeople) this.skip();
    await authenticator.presence(false);
    const first = await mountFlow({ first: passkeySetupChallenge() });
    first.executor.remove();
    await authenticator.presence(true);
    const second = await mountFlow({ first: passkeySetupChallenge() });
    await until(() => second.server.payloads.length > 0, "a passkey was made");
    expect(first.server.payloads).to.be.empty;
  });
});

describe("passkeys, as the server wants them", () => {
  it("are asked for with its hints", async function () {
    if (!("credentials" in navigator)) this.skip(); // WebKitGTK knows none.
    const asked: CredentialRequestOptions[] = [];
    const { get } = navigator.credentials;
    navigator.credentials.get = (options) => {
      asked.push(options ?? {});
      return Promise.resolve(null);
    };
    afterwards(() => (navigator.credentials.get = get));
    const challenge = { ...requestOptions, hints: ["security-key"] };
    await mountFlow({ first: validateChallenge([device("webauthn", { challenge })]) });
    await until(() => asked.length > 0, "the browser is asked");
    expect(asked[0]?.publicKey).to.deep.include({ hints: ["security-key"] });
  });
});

describe("passkeys, without", () => {
  function replace(name: string, value: unknown): void {
    const real = Object.getOwnPropertyDescriptor(window, name);
    Object.defineProperty(window, name, { configurable: true, value });
    afterwards(() => (real ? Object.defineProperty(window, name, real) : Reflect.deleteProperty(window, name)));
  }

  it("says so where the page is not secure", async () => {
    replace("isSecureContext", false);
    const { screen } = await mountFlow({ first: asksForKey });
    expect(screen.alerts.join(" ")).to.contain("only over a secure connection");
  });

  it("says so where the site does not fit", async () => {
    const { screen } = await mountFlow({
      first: validateChallenge([device("webauthn", { challenge: { ...requestOptions, rpId: "northwind.example" } })]),
    });
    if (!("PublicKeyCredential" in window)) return;
    await until(() => screen.alerts.length > 0, "it says so");
    expect(screen.alerts.join(" ")).to.contain("at this address");
  });

  it("says so where the server's options make no sense, for signing in and for a new one", async () => {
    for (const first of [
      validateChallenge([device("webauthn", { challenge: {} })]),
      passkeySetupChallenge({ registration: {} }),
    ]) {
      const { screen, executor } = await mountFlow({ first });
      await until(() => screen.alerts.length > 0, "it says so");
      executor.remove();
    }
  });
});
