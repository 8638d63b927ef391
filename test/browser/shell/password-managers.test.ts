/**
 * What password managers do, played by a few lines for each: the product has been measured with the real ones, and this keeps what was
 * found. They look at the document, fill, and read again when a form is sent.
 */
import { expect } from "@open-wc/testing";
import type { Challenge } from "../../../src/protocol/challenges.ts";
import { renderFirstForm } from "../../../src/page/first-form.ts";
import { device, validateChallenge } from "../../fixtures/authenticator-challenges.ts";
import { identificationChallenge, passwordChallenge, redirectChallenge } from "../../fixtures/challenges.ts";
import { enrolment, prompt, promptChallenge } from "../../fixtures/prompt-challenges.ts";
import { giveHostConfig } from "../../support/host-config.ts";
import { afterwards, mountFlow, type MountedFlow } from "../../support/mount.ts";
import { click, fillIn, press } from "../../support/person.ts";
import { settle, until } from "../../support/until.ts";

const codeChallenge = (): Challenge => validateChallenge([device("totp")]);

/** What a manager would save of a form. */
interface Login {
  readonly name: string;
  readonly password: string;
}

/** KeePassXC: holds on to the first password input that it finds and to the text input before it, and reads both at each submit. */
function keePass({ root }: MountedFlow): Login[] {
  const logins: Login[] = [];
  const form = root.querySelector("form");
  let password: HTMLInputElement | null = null;
  const find = (): void => {
    password ??= form?.querySelector<HTMLInputElement>("input[type=password]") ?? null;
  };
  find();
  const observer = new MutationObserver(find);
  observer.observe(root, { childList: true, subtree: true });
  const onSubmit = (): void => {
    if (!form || !password) return;
    logins.push({ name: textBefore(form, password)?.value ?? "", password: password.value });
  };
  addEventListener("submit", onSubmit, { capture: true });
  afterwards(() => {
    observer.disconnect();
    removeEventListener("submit", onSubmit, { capture: true });
  });
  return logins;
}

/** Firefox and Chromium: new passwords are saved under the text that stands before them and can be seen or goes by `username`. */
function browser({ root }: MountedFlow): () => Login {
  return () => {
    const form = root.querySelector("form");
    const password = form?.querySelector<HTMLInputElement>("input[autocomplete=new-password]");
    if (!form || !password) throw new Error("there is no new password");
    const marked = [...form.querySelectorAll<HTMLInputElement>("input[autocomplete=username]")];
    const name = marked.find(({ disabled }) => !disabled) ?? textBefore(form, password);
    return { name: name?.value ?? "", password: password.value };
  };
}

function textBefore(form: HTMLFormElement, password: HTMLInputElement): HTMLInputElement | undefined {
  const texts = [...form.querySelectorAll<HTMLInputElement>("input[type=text], input[type=email]")];
  const inForm = form.contains(password) ? password : form.querySelector("[data-stage]");
  const before = texts.filter(
    (text) => !text.disabled && inForm && text.compareDocumentPosition(inForm) & Node.DOCUMENT_POSITION_FOLLOWING,
  );
  return before.at(-1);
}

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

describe("a form with a new password has the account's name beside it", () => {
  const change = promptChallenge([
    prompt("password", "password", "New password"),
    prompt("password", "password_repeat", "Repeat the new password"),
  ]);

  function typeNew({ screen }: MountedFlow): void {
    fillIn(screen.field("New password"), "marmot violin");
    fillIn(screen.field("Repeat the new password"), "marmot violin");
  }

  it("on password change: that of who is signed in, as the page's server has it", async () => {
    giveHostConfig({ account: "ada" });
    const flow = await mountFlow({ first: change });
    typeNew(flow);
    expect(browser(flow)()).to.deep.equal({ name: "ada", password: "marmot violin" });
    expect(flow.screen.field("Account").readOnly).to.equal(true);
    const logins = keePass(flow);
    await click(flow.screen.button("Continue"));
    expect(logins).to.deep.equal([{ name: "ada", password: "marmot violin" }]);
    expect(flow.server.payloads).to.deep.equal([
      { component: "ak-stage-prompt", password: "marmot violin", password_repeat: "marmot violin" },
    ]);
  });

  it("on password change in front of an authentik: it is asked who is signed in", async () => {
    const flow = await mountFlow({ first: change, account: "grace" });
    expect(browser(flow)().name).to.equal("grace");
    expect(flow.server.accountQuestions).to.equal(1);
  });

  it("on password change by somebody who is not known: without a name, and without an empty row", async () => {
    const flow = await mountFlow({ first: change });
    expect(flow.screen.has("field", "Account")).to.equal(false);
    expect(flow.screen.has("field", "New password")).to.equal(true);
  });

  it("on recovery: the name that was typed in", async () => {
    const flow = await mountFlow({
      first: identificationChallenge({ flow_designation: "recovery" }),
      answers: [change],
    });
    fillIn(flow.screen.field("Email or username"), "ada");
    await press("Enter");
    await until(() => flow.screen.has("field", "New password"), "the new password is asked for");
    typeNew(flow);
    expect(browser(flow)()).to.deep.equal({ name: "ada", password: "marmot violin" });
    expect(flow.server.accountQuestions).to.equal(0);
  });

  it("on sign-up in one form: its own field, and no other", async () => {
    const flow = await mountFlow({ first: promptChallenge(enrolment) });
    fillIn(flow.screen.field("Username"), "ada");
    fillIn(flow.screen.field("New password"), "marmot violin");
    expect(browser(flow)()).to.deep.equal({ name: "ada", password: "marmot violin" });
    expect(flow.screen.has("field", "Account")).to.equal(false);
  });

  it("on sign-up in two forms: the name of the first", async () => {
    const flow = await mountFlow({
      first: promptChallenge([prompt("username", "username", "Username")]),
      answers: [change],
    });
    fillIn(flow.screen.field("Username"), "ada");
    await press("Enter");
    await until(() => flow.screen.has("field", "New password"), "the new password is asked for");
    typeNew(flow);
    expect(browser(flow)()).to.deep.equal({ name: "ada", password: "marmot violin" });
  });

  it("and what was typed stays when the answer is not accepted", async () => {
    giveHostConfig({ account: "ada" });
    const flow = await mountFlow({ first: change, answers: [{ ...change, response_errors: {} }] });
    typeNew(flow);
    await click(flow.screen.button("Continue"));
    expect(browser(flow)()).to.deep.equal({ name: "ada", password: "marmot violin" });
  });
});

describe("a manager that fills in the old password", () => {
  const change = promptChallenge([
    prompt("password", "password", "New password"),
    prompt("password", "password_repeat", "Repeat the new password"),
  ]);

  /** As a script sets a value. */
  function fill(field: HTMLInputElement, text: string): void {
    field.value = text;
    for (const type of ["input", "change"]) field.dispatchEvent(new Event(type, { bubbles: true }));
  }

  it("does not get it into the repetition alone", async () => {
    giveHostConfig({ account: "ada" });
    const { screen } = await mountFlow({ first: change });
    fill(screen.field("Repeat the new password"), "old one");
    await settle();
    expect(screen.field("Repeat the new password").value).to.equal("");
  });

  it("gets a new one into both", async () => {
    giveHostConfig({ account: "ada" });
    const { screen } = await mountFlow({ first: change });
    fill(screen.field("New password"), "new one");
    fill(screen.field("Repeat the new password"), "new one");
    await settle();
    expect(screen.field("Repeat the new password").value).to.equal("new one");
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
