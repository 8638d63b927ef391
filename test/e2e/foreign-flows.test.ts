/** Flows as a new authentik has them, and after its examples, run to their ends on a fresh server. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { setTimeout } from "node:timers/promises";
import { Secret, TOTP } from "otpauth";
import type { Page } from "playwright-core";
import { importBlueprint } from "../../src/server/engine/blueprint/import-blueprint.ts";
import { importableModels as models } from "../../src/server/services/importable-models.ts";
import { newTotpData } from "../../src/server/stages/authenticators/totp.ts";
import { platformAuthenticator } from "../support/authenticator-options.ts";
import { demoPassword } from "./support/running-server.ts";
import { setUp } from "./support/set-up.ts";
import { ready, signIn } from "./support/sign-in.ts";

const { server, visit } = setUp({ expressions: true });
const home = "next=%2Fif%2Fuser%2F";

function load(...names: string[]): void {
  for (const name of names) {
    const text = readFileSync(new URL(`../fixtures/flows/${name}.yaml`, import.meta.url), "utf8");
    const result = importBlueprint(text, name, { store: server.store, models, now: Date.now() });
    assert.ok(result.success, result.logs.map(({ event }) => event).join("\n"));
    // What is not spoken of here are the steps of ours.
    const kept = result.logs.filter(({ event }) => /^Changes the flow (account|demo)-/.test(event));
    assert.deepEqual(kept, [], "flows of ours stay as they are");
  }
}

/** Types into fields by their labels, and presses Enter in the last. */
async function fill(page: Page, fields: Readonly<Record<string, string>>): Promise<void> {
  for (const [label, value] of Object.entries(fields)) await page.getByLabel(label, { exact: true }).fill(value);
  await page.keyboard.press("Enter");
}

const atHome = (page: Page): Promise<void> => page.waitForURL(({ pathname }) => pathname === "/if/user/");

async function enter(page: Page, user = "user"): Promise<void> {
  await signIn(page, server.flow("default-authentication-flow", home), user);
  await atHome(page);
}

let read = 0;

/** The mail that has come. */
async function newMail(): Promise<string> {
  // Mail goes out after the answer.
  for (let tries = 0; tries < 100 && (server.store.outbox.list()[0]?.pk ?? 0) <= read; tries++) await setTimeout(10);
  const mail = server.store.outbox.list()[0];
  assert.ok(mail && mail.pk > read, "a mail has come");
  read = mail.pk;
  return mail.body;
}

/** Opens the link of the mail that has come. */
async function followMail(page: Page): Promise<void> {
  await page.getByRole("button", { name: /again/ }).waitFor();
  await page.goto(/https?:\S+flow_token\S+/.exec(await newMail())?.[0] ?? "");
  await page.getByRole("button", { name: "Continue" }).click();
}

/** Types a code; without one, that of the mail that has come. */
async function fillCode(page: Page, code?: string): Promise<void> {
  const field = page.locator("input[autocomplete~='one-time-code']");
  await field.waitFor();
  await field.fill(code ?? /\b\d{6}\b/.exec(await newMail())?.[0] ?? "");
  await page.keyboard.press("Enter");
}

/** Gives an account an authenticator app; returns what makes its codes. */
function withApp(username: string): TOTP {
  const data = newTotpData(6);
  const { pk = 0 } = server.store.users.findByUsername(username) ?? {};
  server.store.devices.insert(
    { userPk: pk, deviceClass: "totp", name: "App", stage: "", uniqueKey: null, data },
    Date.now(),
  );
  return new TOTP({ secret: Secret.fromBase32(data.secret) });
}

const newcomer = (name: string): readonly [Record<string, string>, Record<string, string>] => [
  { "A name to sign in with": name, "A password": "quite a long one", "Once more": "quite a long one" },
  { "Your name": `${name} New`, "Your email": `${name}@example.com` },
];

describe("flows of a new authentik", () => {
  it("sign in, change name and password, set up second factors, consent, and sign out", () =>
    visit(async ({ page }) => {
      load("sign-in", "factors", "applications");
      await enter(page);
      await page.goto(server.flow("default-user-settings-flow", home));
      await fill(page, { "Your name": "Jane Changed" });
      await page.waitForURL("**/if/user/**");
      await page.getByRole("heading", { name: "Jane Changed" }).waitFor();

      await page.goto(server.flow("default-password-change", home));
      await fill(page, { Password: demoPassword });
      await fill(page, { "The new password": "short", "Once more": "short" });
      await page.getByText("Take at least eight characters.").first().waitFor();
      await fill(page, { "The new password": demoPassword, "Once more": demoPassword });
      await atHome(page);

      await page.goto(server.flow("default-authenticator-static-setup", home));
      await page.getByLabel("I have saved these codes").check();
      await page.getByRole("button", { name: "Continue" }).click();
      await atHome(page);
      await page.goto(server.flow("default-authenticator-totp-setup", home));
      const link = page.locator("a[href^='otpauth:']").first();
      const secret = new URL((await link.getAttribute("href")) ?? "").searchParams.get("secret") ?? "";
      const code = new TOTP({ secret: Secret.fromBase32(secret) }).generate();
      await fill(page, { "Code from the app": code });
      await atHome(page);
      const client = await page.context().newCDPSession(page);
      await client.send("WebAuthn.enable", { enableUI: false });
      await client.send("WebAuthn.addVirtualAuthenticator", { options: platformAuthenticator });
      await page.goto(server.flow("default-authenticator-webauthn-setup", home));
      await atHome(page);
      const { pk = 0 } = server.store.users.findByUsername("user") ?? {};
      const classes = server.store.devices.listByUser(pk).map(({ deviceClass }) => deviceClass);
      assert.deepEqual(classes.sort(), ["static", "totp", "webauthn"]);
      for (const device of server.store.devices.listByUser(pk)) server.store.devices.remove(device.pk);

      await page.goto(`${server.origin}/demo/authorize/`);
      await page.getByRole("button", { name: "Continue" }).click();
      await page.waitForURL("**/demo/authorized/**");
      await page.goto(`${server.origin}/demo/authorize/?consent=implicit&state=s`);
      await page.waitForURL("**/demo/authorized/?state=s");
      await page.goto(server.flow("default-source-pre-authentication", home));
      await atHome(page);
      await page.goto(`${server.origin}/demo/session-end/`);
      await page.getByRole("heading", { level: 1, name: "You are signed out" }).waitFor();
      await page.goto(server.flow("default-invalidation-flow"));
      await page.getByLabel("Email or username").waitFor();
    }));

  it("take in people from elsewhere, who choose a name where they bring none", () =>
    visit(async ({ page }) => {
      await page.goto(server.flow("default-authentication-flow-mfa", home));
      await ready(page);
      await page.getByRole("button", { name: /Demo provider/ }).click();
      await page.getByRole("button", { name: /Alan Turing/ }).click();
      await fill(page, { "A name": "turing" });
      await atHome(page);
      assert.ok(server.store.users.findByUsername("turing"));
    }));

  it("set the administrator's password at the first visit, once", () =>
    visit(async ({ page, expectConsole }) => {
      expectConsole(/40[0-9]/);
      load("first-start");
      await page.goto(server.flow("initial-setup", home));
      const password = "an administrator's";
      await fill(page, {
        "The administrator's email": "ak@example.com",
        "The first password": password,
        "Once more": password,
      });
      await atHome(page);
      await page.context().clearCookies();
      await page.goto(server.flow("initial-setup", home));
      await page.getByRole("heading", { level: 1, name: /denied|Sign in/ }).waitFor();
    }));
});

describe("examples", () => {
  it("sign people up on two pages, by invitation, and with an email that confirms them", async () => {
    load("sign-up-on-two-pages", "invitations");
    await visit(async ({ page }) => {
      await page.goto(server.flow("default-enrollment-flow", home));
      for (const fields of newcomer("nina")) await fill(page, fields);
      await atHome(page);
    });
    await visit(async ({ page }) => {
      const invitation = server.store.objects.list("authentik_stages_invitation.invitation")[0]?.pk ?? "";
      await page.goto(server.flow("invitation-enrollment-flow-internal", `itoken=${invitation}&${home}`));
      for (const fields of newcomer("ivo")) await fill(page, fields);
      await atHome(page);
      const ivo = server.store.users.findByUsername("ivo");
      assert.deepEqual([ivo?.attributes.department, ivo?.path], ["Engineering", "users/internal"]);
      assert.equal(server.store.users.groupsOf(ivo?.pk ?? 0).length, 1);
    });
    load("sign-up-by-email");
    await visit(async ({ page }) => {
      await page.goto(server.flow("default-enrollment-flow", home));
      for (const fields of newcomer("otto")) await fill(page, fields);
      await followMail(page);
      await atHome(page);
      assert.equal(server.store.users.findByUsername("otto")?.is_active, true);
    });
  });

  it("recover a password by email, with the second factor of who has one, and delete the account", () =>
    visit(async ({ page }) => {
      load("recovery", "deletion");
      const app = withApp("nina");
      await page.goto(server.flow("default-recovery-flow", home));
      await ready(page);
      await fill(page, { "Email or username": "nina" });
      await followMail(page);
      await fillCode(page, app.generate());
      await fill(page, { "The next password": "quite another one", "Once more": "quite another one" });
      await atHome(page);
      await page.goto(server.flow("default-unenrollment-flow"));
      await page.getByRole("button", { name: /Continue|Delete/ }).click();
      await page.getByLabel("Email or username").waitFor();
      assert.equal(server.store.users.findByUsername("nina"), undefined);
    }));

  it("send a link in place of a password, and lock out who tries too often", async () => {
    load("sign-in-by-link");
    await visit(async ({ page }) => {
      await page.goto(server.flow("example-sign-in-by-link", home));
      await ready(page);
      await fill(page, { "Email or username": "otto" });
      await followMail(page);
      await atHome(page);
      await page.goto(server.flow("default-authenticator-email-setup", home));
      await fillCode(page);
      await atHome(page);
    });
    load("sign-in-with-lockout");
    await visit(async ({ page }) => {
      await page.goto(server.flow("default-authentication-flow", home));
      await ready(page);
      await fill(page, { "Email or username": "otto" });
      await fill(page, { Password: "quite a long one" });
      await fillCode(page);
      await atHome(page);
    });
    await visit(async ({ page, expectConsole }) => {
      expectConsole(/400/);
      const begin = async (): Promise<void> => {
        await page.context().clearCookies();
        await page.goto(server.flow("default-authentication-flow", home));
        await ready(page);
        await fill(page, { "Email or username": "ivo" });
      };
      for (const wrong of ["one", "two"]) {
        await begin();
        await fill(page, { Password: wrong });
        await page.getByText("Invalid password").waitFor();
      }
      await begin();
      await page.getByText("Too many tries.").waitFor();
    });
  });
});
