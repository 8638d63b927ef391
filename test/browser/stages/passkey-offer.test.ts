import { expect } from "@open-wc/testing";
import { passkeySetupChallenge } from "../../fixtures/authenticator-challenges.ts";
import type { Challenge } from "../../../src/protocol/challenges.ts";
import { afterwards, mountFlow } from "../../support/mount.ts";
import { click } from "../../support/person.ts";
import { settle, until } from "../../support/until.ts";

const component = "ak-stage-authenticator-webauthn";
const first = { ...passkeySetupChallenge(), optional: true } as Challenge;

/** Puts functions of the test in place of what the browser can, and of what it does. */
function browserThat(
  conditionalCreate: boolean,
  create: (options: CredentialCreationOptions) => Promise<Credential | null>,
): (CredentialCreationOptions & { mediation?: string })[] {
  const calls: CredentialCreationOptions[] = [];
  const can = Object.getOwnPropertyDescriptor(PublicKeyCredential, "getClientCapabilities");
  Object.defineProperty(PublicKeyCredential, "getClientCapabilities", {
    configurable: true,
    value: () => Promise.resolve({ conditionalCreate }),
  });
  Object.defineProperty(navigator.credentials, "create", {
    configurable: true,
    value: (options: CredentialCreationOptions) => {
      calls.push(options);
      return create(options);
    },
  });
  afterwards(() => {
    Reflect.deleteProperty(navigator.credentials, "create");
    if (can) Object.defineProperty(PublicKeyCredential, "getClientCapabilities", can);
    else Reflect.deleteProperty(PublicKeyCredential, "getClientCapabilities");
  });
  return calls;
}

const made = {
  id: "AAAA",
  rawId: new ArrayBuffer(3),
  type: "public-key",
  response: { clientDataJSON: new ArrayBuffer(1), attestationObject: new ArrayBuffer(1) },
} as unknown as Credential;

function pending(): Promise<never> {
  return new Promise(() => undefined);
}

describe("a passkey that is offered", () => {
  before(function () {
    if (!("PublicKeyCredential" in window)) this.skip(); // This browser knows none.
  });

  it("is made without a question where the browser can do that", async () => {
    const calls = browserThat(true, () => Promise.resolve(made));
    const { server } = await mountFlow({ first });
    await until(() => server.payloads.length > 0, "it is sent");
    expect(calls.map(({ mediation }) => mediation)).to.deep.equal(["conditional"]);
    expect((server.payloads[0] as { response: { id: string } }).response.id).to.equal("AAAA");
  });

  it("is not spoken of when that came to nothing; the button asks, and ends what is under way", async () => {
    const calls = browserThat(true, ({ signal }) =>
      signal && calls.length > 1 ? pending() : Promise.reject(new DOMException("", "NotAllowedError")),
    );
    const { screen, server } = await mountFlow({ first });
    await until(() => calls.length === 1, "the browser has been asked");
    await settle();
    expect(screen.alerts).to.be.empty;
    expect(screen.statuses.join(" ")).not.to.contain("Waiting");
    await click(screen.button("Create passkey"));
    expect(calls.map(({ mediation }) => mediation)).to.deep.equal(["conditional", undefined]);
    await click(screen.button("Not yet"));
    expect(calls[1]?.signal?.aborted).to.equal(true);
    expect(server.payloads).to.deep.equal([{ component, response: { declined: true } }]);
  });

  it("is asked for only by its button in other browsers", async () => {
    const calls = browserThat(false, pending);
    const { screen, server } = await mountFlow({ first });
    await settle();
    expect(calls).to.be.empty;
    expect(screen.has("button", "Create passkey")).to.equal(true);
    expect(server.payloads).to.be.empty;
  });

  it("is passed over where there can be none", async () => {
    browserThat(true, pending);
    const real = Object.getOwnPropertyDescriptor(window, "isSecureContext");
    Object.defineProperty(window, "isSecureContext", { configurable: true, value: false });
    afterwards(() =>
      real ? Object.defineProperty(window, "isSecureContext", real) : Reflect.deleteProperty(window, "isSecureContext"),
    );
    const { server } = await mountFlow({ first });
    expect(server.payloads).to.deep.equal([{ component, response: { declined: false } }]);
  });

  it("has no way round where the server wants one", async () => {
    browserThat(true, pending);
    const { screen } = await mountFlow({ first: passkeySetupChallenge() });
    expect(screen.has("button", "Not yet")).to.equal(false);
  });
});
