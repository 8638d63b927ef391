/**
 * What password managers do, played by a few lines for each: the product has been measured with the real ones, and this keeps what was
 * found. They look at the document, fill, and read again when a form is sent.
 */
import { expect } from "@open-wc/testing";
import type { Challenge } from "../../../src/protocol/challenges.ts";
import { renderFirstForm } from "../../../src/page/first-form.ts";
import { device, validateChallenge } from "../../fixtures/authenticator-challenges.ts";
import { identificationChallenge, passwordChallenge, redirectChallenge } from "../../fixtures/challenges.ts";
import { afterwards, mountFlow, type MountedFlow } from "../../support/mount.ts";
import { fillIn, press } from "../../support/person.ts";
import { settle, until } from "../../support/until.ts";
import { keePass } from "../../support/keepass.ts";

const codeChallenge = (): Challenge => validateChallenge([device("totp")]);

/** What is done to an input from now on: values that are assigned, and attributes that are written. */
function recordTouches(input: HTMLInputElement): string[] {
  const touches: string[] = [];
  const { get, set } = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value") ?? {};
  Object.defineProperty(input, "value", {
    configurable: true,
    // Until a person touches the page, Chromium gives nothing of what it has filled in.
    get: () => (get?.call(input), ""),
    set: (value: string) => {
      touches.push(`value = ${JSON.stringify(value)}`);
      set?.call(input, value);
    },
  });
  const write = input.setAttribute.bind(input);
  input.setAttribute = (name, value) => {
    touches.push(`${name} = ${JSON.stringify(value)}`);
    write(name, value);
  };
  const observer = new MutationObserver((records) =>
    touches.push(...records.map(({ attributeName }) => `${attributeName} changed`)),
  );
  observer.observe(input, { attributes: true });
  afterwards(() => observer.disconnect());
  return touches;
}

describe("Chromium, which has filled in the form before the app is there", () => {
  for (const [what, challenge] of [
    ["name first", identificationChallenge()],
    ["name and password", identificationChallenge({ password_fields: true })],
    ["with passkeys", identificationChallenge({ passkey_challenge: { challenge: "AAAA" } })],
    ["an email address", identificationChallenge({ user_fields: ["email"] })],
  ] as const) {
    it(`finds its two inputs untouched, so that nothing is taken back: ${what}`, async () => {
      const touches: string[][] = [];
      await mountFlow({
        content: renderFirstForm({ brand: undefined, challenge, pageUrl: location.pathname }).toString(),
        first: challenge,
        before: (executor) => {
          for (const input of executor.querySelectorAll<HTMLInputElement>("form > .ak-field input"))
            touches.push(recordTouches(input));
        },
      });
      await settle();
      expect(touches).to.deep.equal([[], []]);
    });
  }
});

describe("KeePassXC, which saves after the last submit", () => {
  it("finds the password that was sent still there when a code is sent after it", async () => {
    const flow = await mountFlow({
      first: identificationChallenge(),
      answers: [passwordChallenge(), codeChallenge(), redirectChallenge()],
    });
    const logins = keePass(flow);
    fillIn(flow.screen.field("Email or username"), "ada");
    await press("Enter");
    fillIn(flow.screen.field("Password"), "correct horse");
    await press("Enter");
    await until(() => flow.screen.has("field", "Code"), "the code is asked for");
    fillIn(flow.screen.field("Code"), "123456");
    await press("Enter");
    expect(logins.at(-1)).to.deep.equal({ name: "ada", password: "correct horse" });
  });

  it("finds it no longer once the flow has left, or the page is left", async () => {
    for (const leave of [
      (flow: MountedFlow) => fillIn(flow.screen.field("Code"), "123456"),
      () => void dispatchEvent(new PageTransitionEvent("pagehide")),
    ]) {
      const flow = await mountFlow({ first: passwordChallenge(), answers: [codeChallenge(), redirectChallenge()] });
      const password = flow.screen.field("Password");
      fillIn(password, "correct horse");
      await press("Enter");
      await until(() => flow.screen.has("field", "Code"), "the code is asked for");
      expect(password.value).to.equal("correct horse");
      leave(flow);
      await press("Enter");
      expect(password.value).to.equal("");
      flow.executor.remove();
    }
  });

  it("finds an empty input when the password is asked for anew", async () => {
    const flow = await mountFlow({
      first: passwordChallenge(),
      answers: [codeChallenge(), passwordChallenge()],
    });
    fillIn(flow.screen.field("Password"), "correct horse");
    await press("Enter");
    await until(() => flow.screen.has("field", "Code"), "the code is asked for");
    fillIn(flow.screen.field("Code"), "123456");
    await press("Enter");
    await until(() => flow.screen.has("field", "Password"), "the password is asked for");
    expect(flow.screen.field("Password").value).to.equal("");
  });
});

describe("a one-time code", () => {
  it("is the only field that can be filled in, and says what it is", async () => {
    const { screen, root } = await mountFlow({ first: codeChallenge() });
    expect(root.querySelector("input[type=password]")).to.equal(null);
    const free = screen.fields.filter(({ readOnly }) => !readOnly);
    expect(free.map(({ autocomplete }) => autocomplete)).to.deep.equal(["one-time-code"]);
  });
});
