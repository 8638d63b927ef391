import assert from "node:assert/strict";
import { it } from "node:test";
import type { Page } from "playwright-core";
import { hashPassword } from "../../../src/server/store/password-hash.ts";
import { demoPassword } from "../support/running-server.ts";
import { setUp } from "../support/set-up.ts";
import { ready, signIn } from "../support/sign-in.ts";
import { bothModes } from "./support/both-modes.ts";
import { Transcript } from "./support/transcript.ts";

const { server, visit } = setUp({ expressions: true });
const newPassword = "seven silver spoons";
/** An account of which nothing is left after a test. */
const passing = {
  username: "passing",
  name: "Lea Ving",
  email: "lea@example.test",
  path: "users",
  type: "internal",
  attributes: {},
  is_active: true,
} as const;

async function openNewestLink(page: Page, transcript: Transcript): Promise<void> {
  await server.mailSent();
  const link = /http\S+/.exec(server.store.outbox.list()[0]?.body ?? "")?.[0];
  assert.ok(link);
  transcript.note("opens the link in the email");
  await page.goto(link);
  await ready(page);
}

async function at(page: Page, slug: string): Promise<Transcript> {
  await page.goto(server.flow(slug, "next=%2Fif%2Fuser%2F"));
  await ready(page);
  return Transcript.of(page);
}

async function signedIn(page: Page, user: string): Promise<void> {
  await signIn(page, server.flow("default-authentication-flow", "next=%2Fif%2Fuser%2F"), user);
  await page.waitForURL("**/if/user/");
}

function makeAccount(): { readonly pk: number } {
  const account = server.store.users.insert(passing, Date.now());
  server.store.users.setPasswordHash(account.pk, hashPassword(demoPassword));
  return account;
}

/** Types into the field that has the focus, then into those that Tab leads to. */
async function fill(
  transcript: Transcript,
  ...texts: readonly (readonly [field: RegExp, text: string])[]
): Promise<void> {
  for (const [field, text] of texts) {
    await transcript.tabTo(field);
    await transcript.type(text, /password/i.test(field.source) ? "a password" : text);
  }
}

async function chooseNewPassword(transcript: Transcript): Promise<void> {
  await fill(transcript, [/“New password”/, demoPassword], [/Repeat the new password/, demoPassword]);
  await transcript.press("Enter");
  await transcript.arrives("/if/user/");
}

bothModes(server, () => {
  it("somebody signs up, after two passwords that differ", () =>
    visit(async ({ page }) => {
      const transcript = await at(page, "account-sign-up");
      await transcript.step("Create an account");
      await fill(transcript, [/Email/, "nina@example.test"], [/Name \(optional\)/, "Nina"], [/Username/, "nina"]);
      await fill(transcript, [/“Password”/, newPassword], [/Repeat the password/, "seven silver"]);
      await transcript.press("Enter");
      await page.locator("[aria-invalid=true]").waitFor();
      await transcript.step("Create an account");
      await page.keyboard.press("Control+A");
      await fill(transcript, [/Repeat the password/, newPassword]);
      await transcript.press("Enter");
      await transcript.step("Check your email");
      await openNewestLink(page, transcript);
      await transcript.step(/./);
      await transcript.tabTo(/button “Continue”/);
      await transcript.press("Enter");
      await transcript.arrives("/if/user/");
      const nina = server.store.users.findByUsername("nina");
      assert.ok(nina);
      server.store.users.remove(nina.pk);
      transcript.compare("sign-up");
    }));

  it("somebody gets a new password by email", () =>
    visit(async ({ page }) => {
      const transcript = await at(page, "account-recovery");
      await transcript.step("Reset your password");
      await transcript.type("admin");
      await transcript.press("Enter");
      await transcript.step("Check your email");
      await openNewestLink(page, transcript);
      await transcript.step(/./);
      await transcript.tabTo(/button “Continue”/);
      await transcript.press("Enter");
      await page.getByLabel("Repeat the new password", { exact: true }).waitFor();
      await transcript.step(/./);
      await chooseNewPassword(transcript);
      transcript.compare("recovery");
    }));

  it("somebody changes their password", () =>
    visit(async ({ page }) => {
      await signedIn(page, "user");
      const transcript = await at(page, "default-password-change");
      await transcript.step("Enter your password");
      await transcript.type(demoPassword, "the password");
      await transcript.press("Enter");
      await transcript.step("Change your password");
      await chooseNewPassword(transcript);
      transcript.compare("password-change");
    }));

  it("somebody does not consent, and then does", () =>
    visit(async ({ page }) => {
      const { pk } = makeAccount();
      await signedIn(page, passing.username);
      await page.goto(`${server.origin}/demo/authorize/`);
      await ready(page);
      const transcript = await Transcript.of(page);
      await transcript.step(/./);
      await transcript.tabTo(/Cancel/);
      await transcript.press("Enter");
      await transcript.arrives("/demo/authorized/");
      await page.goto(`${server.origin}/demo/authorize/`);
      await ready(page);
      await transcript.tabTo(/button “(Continue|Allow)/);
      await transcript.press("Enter");
      await transcript.arrives("/demo/authorized/");
      server.store.users.remove(pk);
      transcript.compare("consent");
    }));

  it("somebody deletes their account", () =>
    visit(async ({ page }) => {
      makeAccount();
      await signedIn(page, passing.username);
      const transcript = await at(page, "account-deletion");
      await transcript.step(/Delete/);
      await transcript.tabTo(/Type your username/);
      await transcript.type("somebody else");
      await transcript.press("Enter");
      await page.locator("[aria-invalid=true]").waitFor();
      await transcript.step(/Delete/);
      await page.keyboard.press("Control+A");
      await transcript.type(passing.username);
      await transcript.press("Enter");
      await transcript.step("Sign in");
      transcript.compare("unenrollment");
    }));
});
