/** Signing up, signing in and recovery with their mails, in languages of four kinds: no blanks, right to left, many plurals, a region. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Page } from "playwright-core";
import { OtherLanguage } from "./support/other-language.ts";
import { ready } from "./support/sign-in.ts";
import { setUp } from "./support/set-up.ts";
import { violations } from "./support/visit.ts";

const { server, visit } = setUp({ expressions: true });
const password = "a walk in the park";
const changed = "seven silver spoons";

async function fill(page: Page, values: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, value] of Object.entries(values))
    await page.locator(`input[name="${name}"]:not([readonly])`).fill(value);
}

/** The link in the newest email, all of which is in the language. */
async function linkIn(language: OtherLanguage): Promise<string> {
  await server.mailSent();
  const { subject = "", body = "" } = server.store.outbox.list()[0] ?? {};
  language.holdsText([subject, ...body.split("\n")]);
  const minutes = new Intl.NumberFormat(language.locale, { style: "unit", unit: "minute", unitDisplay: "long" });
  assert.ok(body.includes(minutes.format(30)), body);
  return /http\S+/.exec(body)?.[0] ?? "";
}

describe("in another language", () => {
  for (const [locale, asked] of [
    ["ja", "ja-JP"],
    ["fa", "fa-IR"],
    ["pl", "pl"],
    ["pt-BR", "pt-BR"],
  ] as const) {
    const username = `someone-${locale}`;
    const language = new OtherLanguage(locale, ["Flow Demo", "Jane Doe", "Demo provider", username]);

    it(`${locale}: signing up with a mistake and a link, signing in with a wrong password, and a new one by email`, () =>
      visit(
        async ({ page }) => {
          await page.goto(server.flow("default-authentication-flow"));
          await ready(page);
          await page.locator("#ak-language").waitFor();
          await language.holds(page);
          await page.getByRole("link", { name: language.say("Create an account") }).click();
          await language.step(page, "Create an account");
          await fill(page, {
            username: "user",
            email: `${username}@example.test`,
            password,
            password_repeat: password,
          });
          await page.keyboard.press("Enter");
          await page.getByText(language.say("Username is already taken.")).waitFor();
          await language.holds(page);
          await fill(page, { username });
          await page.keyboard.press("Enter");
          await language.step(page, "Check your email");

          await page.goto(await linkIn(language));
          await page.getByText(language.say("Continue to confirm this email address.")).first().waitFor();
          await language.holds(page);
          assert.deepEqual(await violations(page), []);
          await page.locator("button[type=submit]").click();
          await page.waitForURL("**/if/user/");
          await language.holds(page);
          for (const slug of ["default-user-settings-flow", "default-authenticator-sms-setup"]) {
            await page.goto(server.flow(slug));
            await page.locator("[data-stage]").waitFor();
            await page.locator("#ak-language").waitFor();
            await language.holds(page);
          }

          await page.context().clearCookies();
          await page.goto(server.flow("default-authentication-flow"));
          await ready(page);
          await page.locator("#ak-identifier-input").fill(username);
          await page.keyboard.press("Enter");
          await language.step(page, "Enter your password");
          await page.locator("input[type=password]:visible").fill("not this one");
          await page.keyboard.press("Enter");
          await page.getByText(language.say("Invalid password")).first().waitFor();
          await language.holds(page);

          await page.goto(server.flow("account-recovery"));
          await ready(page);
          await page.locator("#ak-identifier-input").fill(username);
          await page.keyboard.press("Enter");
          await language.step(page, "Check your email");
          await page.goto(await linkIn(language));
          await ready(page);
          await language.holds(page);
          await page.locator("button[type=submit]").click();
          await page.locator("input[name=password_repeat]").waitFor();
          await language.holds(page);
          await fill(page, { password: changed, password_repeat: changed });
          await page.keyboard.press("Enter");
          await page.waitForURL("**/if/user/");
          await language.holds(page);
        },
        { locale: asked },
      ));
  }
});
