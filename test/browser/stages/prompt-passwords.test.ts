import { giveHostConfig } from "../../support/host-config.ts";
import { expect } from "@open-wc/testing";
import { enrolment, prompt, promptChallenge } from "../../fixtures/prompt-challenges.ts";
import { mountFlow, type MountedFlow } from "../../support/mount.ts";
import { click, fillIn, typeWithCapsLock } from "../../support/person.ts";
import { settle, until } from "../../support/until.ts";

interface Signup extends MountedFlow {
  readonly password: HTMLInputElement;
  readonly repeated: HTMLInputElement;
}

async function signup(prompts = enrolment): Promise<Signup> {
  const flow = await mountFlow({ first: promptChallenge(prompts) });
  const [password, repeated] = flow.root.querySelectorAll<HTMLInputElement>("input[type=password]");
  if (!password || !repeated) throw new Error("there are no two passwords");
  return { ...flow, password, repeated };
}

async function judgement(typed: string): Promise<string> {
  const { screen, password } = await signup();
  fillIn(password, typed);
  const judged = await until(
    () => screen.statuses.find((text) => /guess|stronger|strong/.test(text)),
    "the password is judged",
  );
  return judged;
}

describe("a new password", () => {
  it("is called easy to guess when everybody has it, or it is short", async () => {
    expect(await judgement("password123")).to.contain("Easy to guess.");
    expect(await judgement("x7$kQ")).to.contain("Easy to guess.");
  });

  it("is called strong when it is long and nobody has it", async () => {
    expect(await judgement("marmot violin tundra ledge")).to.equal("A strong password.");
  });

  it("is called easy to guess when it is what else was typed", async () => {
    const { screen, root, password } = await signup();
    const name = root.querySelector<HTMLInputElement>("ak-stage-prompt input[autocomplete=username]");
    if (!name) throw new Error("nobody asks for a name");
    fillIn(name, "wolfeschlegelsteinhausen");
    fillIn(password, "wolfeschlegelsteinhausen");
    await until(() => screen.text.includes("Easy to guess."), "the password is judged");
  });

  it("is judged anew while it is typed, and not at all when it is gone", async () => {
    const { screen, password } = await signup();
    fillIn(password, "password");
    await until(() => screen.text.includes("Easy to guess."), "the password is judged");
    fillIn(password, "marmot violin tundra ledge");
    await until(() => screen.text.includes("A strong password."), "the password is judged anew");
    fillIn(password, "");
    await until(() => !screen.text.includes("strong password"), "nothing is left to judge");
  });

  it("may be weak all the same", async () => {
    const { screen, password, repeated } = await signup();
    fillIn(password, "abc");
    fillIn(repeated, "abc");
    await until(() => screen.text.includes("Easy to guess."), "the password is judged");
    expect(password.validity.valid).to.equal(true);
  });

  it("lets itself be pasted", async () => {
    const { password } = await signup();
    const paste = new ClipboardEvent("paste", { bubbles: true, cancelable: true });
    password.dispatchEvent(paste);
    expect(paste.defaultPrevented).to.equal(false);
  });

  it("is typed with a hint where Caps Lock is on, in the field where it matters", async () => {
    const { screen, password, repeated } = await signup();
    const hint = (): boolean => screen.statuses.includes("Caps Lock is on.");
    password.focus();
    typeWithCapsLock(password, true);
    await settle();
    expect(hint()).to.equal(true);
    typeWithCapsLock(password, false);
    await settle();
    expect(hint()).to.equal(false);
    typeWithCapsLock(password, true);
    repeated.focus();
    await settle();
    expect(hint()).to.equal(false);
  });

  it("tells password managers the rules that the page knows", async () => {
    giveHostConfig({ passwordRules: "minlength: 12; required: digit;" });
    const { password, repeated } = await signup();
    for (const field of [password, repeated]) {
      expect(field.getAttribute("passwordrules")).to.equal("minlength: 12; required: digit;");
      expect(field.minLength).to.equal(12);
    }
  });

  it("has no rules where the page knows none", async () => {
    const { password } = await signup();
    expect(password.hasAttribute("passwordrules")).to.equal(false);
    expect(password.minLength).to.equal(-1);
  });
});

describe("two new passwords that differ", () => {
  async function sent(): Promise<Signup> {
    const flow = await signup();
    flow.screen.fields.forEach((field, index) =>
      fillIn(field, ["ada", "Ada", "a@b.example", "one", "two"][index] ?? ""),
    );
    // As a mouse does it: the focus goes to the button first.
    flow.screen.button("Continue").focus();
    await click(flow.screen.button("Continue"));
    return flow;
  }
  const error = "The passwords are not the same. Type the first one here again.";

  it("are told of when the button is clicked, at the second one, which has the focus", async () => {
    const { screen, repeated, server } = await sent();
    expect(server.payloads).to.be.empty;
    expect(screen.alerts).to.deep.equal([error]);
    expect(repeated.getAttribute("aria-invalid")).to.equal("true");
    expect(document.activeElement).to.equal(repeated);
  });

  it("are told of until one of them is changed, whatever else is done", async () => {
    const { screen, repeated } = await sent();
    fillIn(screen.field("Full name"), "Ada Lovelace");
    await settle();
    expect(screen.alerts).to.deep.equal([error]);
    fillIn(repeated, "one");
    await settle();
    expect(screen.alerts).to.be.empty;
  });
});

describe("a single password", () => {
  it("is not judged: it may be an old one", async () => {
    const flow = await mountFlow({ first: promptChallenge([prompt("password", "password", "Password")]) });
    const [password] = flow.screen.fields;
    if (!password) throw new Error("nobody asks for a password");
    fillIn(password, "password");
    await settle();
    expect(flow.screen.text).not.to.contain("Easy to guess.");
  });
});
