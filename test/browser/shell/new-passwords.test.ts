import { expect } from "@open-wc/testing";
import { identificationChallenge } from "../../fixtures/challenges.ts";
import { enrolment, prompt, promptChallenge } from "../../fixtures/prompt-challenges.ts";
import { giveHostConfig } from "../../support/host-config.ts";
import { mountFlow, type MountedFlow } from "../../support/mount.ts";
import { click, fillIn, press } from "../../support/person.ts";
import { settle, until } from "../../support/until.ts";
import { type Login, keePass, textBefore } from "../../support/keepass.ts";

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
