/** What comes of ceremonies with passkeys: a sentence for every failure, one at a time, and none that outlives its step. */
import { expect } from "@open-wc/testing";
import {
  device,
  passkeySetupChallenge,
  requestOptions,
  validateChallenge,
} from "../../fixtures/authenticator-challenges.ts";
import { identificationChallenge } from "../../fixtures/challenges.ts";
import { afterwards, mountFlow } from "../../support/mount.ts";
import { click } from "../../support/person.ts";
import { settle, until } from "../../support/until.ts";

const cancelled = "It was cancelled, or took too long. Nothing has changed; try again when you are ready.";
const registered = "This passkey or security key is registered already. Use another one.";
const unknown = "The passkey or security key could not be used. Nothing has changed; try again, or use another one.";

/** What browsers and authenticators say, by error, and what people are told: Windows Hello's cancel and iCloud's time-out are `NotAllowedError`. */
const table: readonly (readonly [error: () => Error | null, told: string])[] = [
  [() => new DOMException("", "NotAllowedError"), cancelled],
  [() => new DOMException("", "AbortError"), cancelled],
  [() => null, cancelled],
  [() => new DOMException("", "InvalidStateError"), registered],
  [
    () => new DOMException("", "ConstraintError"),
    "This device cannot do what is asked for here, such as checking a PIN or fingerprint. Use another one.",
  ],
  [
    () => new DOMException("", "NotSupportedError"),
    "This browser cannot use passkeys or security keys of this kind. Try another browser or device.",
  ],
  [
    () => new DOMException("", "SecurityError"),
    "Passkeys and security keys do not work at this address. Open the page at its usual address.",
  ],
  ...["UnknownError", "EncodingError", "OperationError", "TimeoutError"].map(
    (name) => [() => new DOMException("", name), unknown] as const,
  ),
  [() => new TypeError("a manager of passwords has put its own function here"), unknown],
];

/** Puts functions of the test in place of the browser's own; what they were called with. */
function replaceBoth(
  answer: () => Promise<Credential | null>,
): (CredentialRequestOptions | CredentialCreationOptions)[] {
  const calls: (CredentialRequestOptions | CredentialCreationOptions)[] = [];
  for (const name of ["get", "create"]) {
    Object.defineProperty(navigator.credentials, name, {
      configurable: true,
      value: (options: CredentialRequestOptions) => {
        calls.push(options);
        return answer();
      },
    });
    afterwards(() => Reflect.deleteProperty(navigator.credentials, name));
  }
  return calls;
}

/** What identification needs for passkeys comes after the form; what is pressed before that the page's first script notes. */
async function loaded(): Promise<void> {
  await import("../../../src/client/ui/controllers/passkey-sign-in.ts");
  await settle();
}

function pending(): Promise<never> {
  return new Promise(() => undefined);
}

const steps = [
  ["a second factor", validateChallenge([device("webauthn")]), "Use passkey or security key"],
  ["a new passkey", passkeySetupChallenge(), "Create passkey"],
  [
    "the account's name",
    identificationChallenge({ passkey_challenge: requestOptions, user_fields: [] }),
    "Sign in with a passkey",
  ],
] as const;

for (const [step, first, button] of steps) {
  describe(`ceremonies at the step of ${step}`, () => {
    before(function () {
      if (!("PublicKeyCredential" in window)) this.skip(); // This browser knows none.
    });

    it("have a sentence for whatever goes wrong, and the button begins one that is new", async () => {
      let outcome: () => Error | null = () => new DOMException("", "NotAllowedError");
      const calls = replaceBoth(() => {
        const came = outcome();
        return came === null ? Promise.resolve(null) : Promise.reject(came);
      });
      const { screen, server } = await mountFlow({ first });
      await loaded();
      for (const [error, told] of table) {
        const before = calls.length;
        outcome = error;
        await click(screen.button(button));
        await until(() => screen.alerts.length > 0, `it says so of ${String(error())}`);
        const isNew = first.component === "ak-stage-authenticator-webauthn";
        expect(screen.alerts, String(error())).to.deep.equal([told === registered && !isNew ? unknown : told]);
        expect(calls.filter((call, at) => at >= before && !("mediation" in call))).to.have.length(1);
      }
      expect(server.payloads).to.be.empty;
    });

    it("run one at a time, however often the button is pressed, and none is left when the step is", async () => {
      const calls = replaceBoth(pending);
      const { screen, executor } = await mountFlow({ first });
      await loaded();
      const open = (): number => calls.filter(({ signal }) => signal?.aborted === false).length;
      for (let press = 0; press < 3; press += 1) {
        await click(screen.button(button));
        expect(open()).to.equal(1);
      }
      executor.remove();
      expect(open()).to.equal(0);
    });
  });
}
