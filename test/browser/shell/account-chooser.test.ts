import { expect } from "@open-wc/testing";
import { startAccountChooser } from "../../../src/client/shell/accounts/start-account-chooser.ts";
import { addKnownAccount, knownAccounts } from "../../../src/client/platform/known-accounts.ts";
import type { Challenge } from "../../../src/protocol/challenges.ts";
import { identificationChallenge, passwordChallenge } from "../../fixtures/challenges.ts";
import { expectAccessible } from "../../support/accessible.ts";
import { type MountedFlow, mountFlow, type Mounting, untilTheEnd } from "../../support/mount.ts";
import { click, fillIn } from "../../support/person.ts";
import { settle, until } from "../../support/until.ts";

const remembering = identificationChallenge({ enable_remember_me: true });
/** Following it leaves nothing. */
const withNotYou: Challenge = passwordChallenge();

async function choosing(accounts: readonly string[], mounting: Mounting = {}): Promise<MountedFlow> {
  for (const name of [...accounts].reverse()) addKnownAccount(name);
  const flow = await mountFlow({ first: remembering, ...mounting });
  startAccountChooser(flow.executor, untilTheEnd());
  await settle();
  return flow;
}

const title = "Choose an account";

describe("the choice of accounts", () => {
  it("is there once the browser knows several", async () => {
    const { screen } = await choosing(["ada", "grace"]);
    expect(screen.text).to.contain(title);
    expect(screen.has("button", "ada") && screen.has("button", "grace")).to.equal(true);
  });

  it("keeps names from browsers that translate the page", async () => {
    const { screen } = await choosing(["ada", "grace"]);
    const names = [...screen.button("ada").children, ...screen.button("grace").children];
    expect(names.map((name) => name.getAttribute("translate"))).to.deep.equal(["no", "no"]);
  });

  it("is none with one account, or none", async () => {
    const { screen } = await choosing(["ada"]);
    expect(screen.text).not.to.contain(title);
  });

  it("is none where nobody may be remembered", async () => {
    const { screen } = await choosing(["ada", "grace"], { first: identificationChallenge() });
    expect(screen.text).not.to.contain(title);
  });

  it("goes on with the account that is chosen", async () => {
    const { screen, server } = await choosing(["ada", "grace"], { answers: [passwordChallenge()] });
    await click(screen.button("grace"));
    expect(server.payloads).to.deep.equal([{ component: "ak-stage-identification", uid_field: "grace" }]);
    await until(() => screen.heading === "Enter your password", "the next step shows");
    expect(screen.text).not.to.contain(title);
    expect(knownAccounts()).to.deep.equal(["grace", "ada"]);
  });

  it("asks for the password first where it belongs to the same step", async () => {
    const first = { ...remembering, password_fields: true };
    const { screen, server } = await choosing(["ada", "grace"], { first });
    await click(screen.button("grace"));
    expect(screen.field("Email or username").value).to.equal("grace");
    expect(document.activeElement).to.equal(screen.field("Password"));
    expect(server.payloads).to.be.empty;
  });

  it("leaves room for another account, and knows it from then on if that is wanted", async () => {
    const { screen } = await choosing(["ada", "grace"], { answers: [passwordChallenge()] });
    fillIn(screen.field("Email or username"), "alan");
    screen.field("Remember me on this device").checked = true;
    await click(screen.button("Log in"));
    await until(() => screen.heading === "Enter your password", "the next step shows");
    expect(knownAccounts()).to.deep.equal(["alan", "ada", "grace"]);
  });

  it("forgets an account that is not to be remembered any more", async () => {
    const { screen } = await choosing(["ada", "grace"], { answers: [passwordChallenge()] });
    fillIn(screen.field("Email or username"), "ada");
    screen.field("Remember me on this device").checked = false;
    await click(screen.button("Log in"));
    await until(() => screen.heading === "Enter your password", "the next step shows");
    expect(knownAccounts()).to.deep.equal(["grace"]);
  });

  it("keeps five at most", async () => {
    await choosing(["a", "b", "c", "d", "e", "f"]);
    expect(knownAccounts()).to.deep.equal(["a", "b", "c", "d", "e"]);
  });

  it("forgets them all on request", async () => {
    const { screen } = await choosing(["ada", "grace"]);
    await click(screen.button("Forget these accounts"));
    expect(knownAccounts()).to.be.empty;
    expect(screen.text).not.to.contain(title);
  });

  it("forgets them all when somebody says that it is not them", async () => {
    const { screen } = await choosing(["ada", "grace"], { first: withNotYou });
    await click(screen.link("Not you?"));
    expect(knownAccounts()).to.be.empty;
  });

  it("is not confused by what else is stored", async () => {
    localStorage.setItem("flow-known-accounts", '{"a":1}');
    expect(knownAccounts()).to.be.empty;
    localStorage.setItem("flow-known-accounts", "{");
    expect(knownAccounts()).to.be.empty;
  });

  it("is accessible", async () => {
    const { executor } = await choosing(["ada", "grace"]);
    await expectAccessible(executor);
  });
});
