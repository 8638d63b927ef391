import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Page } from "playwright-core";
import { demoPassword } from "./support/running-server.ts";
import { setUp } from "./support/set-up.ts";
import { ready, step } from "./support/sign-in.ts";
import { violations } from "./support/visit.ts";

const { server, visit } = setUp();

async function toAdministration(page: Page): Promise<void> {
  await page.goto(`${server.origin}/if/admin/`);
  await ready(page);
  await page.getByLabel("Email or username").fill("admin");
  await page.keyboard.press("Enter");
  await step(page, "Enter your password");
  await page.getByLabel("Password", { exact: true }).fill(demoPassword);
  await page.keyboard.press("Enter");
  await step(page, "Flows");
}

const blueprint = `version: 1
entries:
  - model: authentik_flows.flow
    id: flow
    identifiers: { slug: dropped }
    attrs: { name: Dropped, title: Dropped, designation: stage_configuration }
  - model: authentik_stages_dummy.dummystage
    id: stage
    identifiers: { name: Dropped step }
  - model: authentik_flows.flowstagebinding
    identifiers: { target: !KeyOf flow, stage: !KeyOf stage, order: 0 }
`;

describe("the administration", () => {
  it("imports a file, shows the log, changes the flow's settings, draws it and executes it", () =>
    visit(async ({ page }) => {
      await toAdministration(page);
      const file = { name: "dropped.yaml", mimeType: "text/yaml", buffer: Buffer.from(blueprint) };
      await page.getByLabel(/at most 1 MiB/).setInputFiles(file);
      await page.getByRole("button", { name: "Show what it changes" }).click();
      await page.getByRole("row", { name: "Flow “dropped” will be created" }).waitFor();
      await page.getByRole("button", { name: "Import dropped.yaml" }).click();
      await page.getByText("dropped.yaml was imported.").waitFor();
      await page.getByRole("row", { name: "Flow “dropped” created" }).waitFor();
      await page.getByRole("link", { name: "Dropped", exact: true }).click();
      await page.getByRole("img", { name: /Dropped step/ }).waitFor();
      await page.getByLabel("Title").fill("Renamed");
      await page.getByLabel("Compatibility mode").check();
      await page.getByRole("button", { name: "Save" }).click();
      await page.getByText("The settings are saved.").waitFor();
      await page.getByRole("link", { name: "Execute" }).click();
      await step(page, "Renamed");
      assert.equal(await page.evaluate(() => "ShadyDOM" in window && "inUse" in (window.ShadyDOM ?? {})), true);
      await page.getByRole("button", { name: "Continue" }).click();
      await page.waitForURL("**/if/admin/");
    }));

  it("imports a file that it has checked without asking for it again, finds the flow, and deletes it after a question", () =>
    visit(async ({ page }) => {
      await toAdministration(page);
      const buffer = Buffer.from(blueprint.replaceAll("ropped", "ragged"));
      await page.getByLabel(/at most 1 MiB/).setInputFiles({ name: "dragged.yaml", mimeType: "text/yaml", buffer });
      await page.getByRole("button", { name: "Show what it changes" }).click();
      await page.getByText("dragged.yaml can be imported.").waitFor();
      assert.match(await page.title(), /^dragged\.yaml can be imported\./);
      assert.match(await page.evaluate(() => document.activeElement?.textContent ?? ""), /can be imported/);
      await page.getByRole("button", { name: "Import dragged.yaml" }).click();
      await page.getByText("dragged.yaml was imported.").waitFor();
      await page.getByRole("searchbox").fill("dragged");
      await page.keyboard.press("Enter");
      await page.getByRole("heading", { name: "1 flow with “dragged”" }).waitFor();
      await page.setViewportSize({ width: 360, height: 740 });
      assert.deepEqual(await violations(page), []);
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 360);
      await page.getByRole("link", { name: "Delete Dragged" }).click();
      await page.getByRole("heading", { name: "Delete Dragged?" }).waitFor();
      assert.deepEqual(await violations(page), []);
      await page.getByRole("button", { name: "Delete" }).click();
      await page.getByText("The flow dragged is deleted.").waitFor();
    }));

  it("hands a flow out as a file", () =>
    visit(async ({ page }) => {
      await toAdministration(page);
      await page.getByRole("link", { name: "Change password", exact: true }).click();
      const [download] = await Promise.all([
        page.waitForEvent("download"),
        page.getByRole("link", { name: "Export" }).click(),
      ]);
      assert.equal(download.suggestedFilename(), "default-password-change.yaml");
    }));

  it("has nothing that axe complains about, light and dark", () =>
    visit(async ({ page }) => {
      await toAdministration(page);
      for (const path of [
        "/if/admin/",
        "/if/admin/flows/default-authentication-flow-mfa/",
        "/demo/outbox/",
        "/if/user/",
      ]) {
        for (const colorScheme of ["light", "dark"] as const) {
          await page.emulateMedia({ colorScheme });
          await page.goto(server.origin + path);
          assert.deepEqual(await violations(page), [], `${path} ${colorScheme}`);
        }
      }
    }));

  it("is whole in other languages on a narrow screen, from right to left as well", () =>
    visit(async ({ page }) => {
      await toAdministration(page);
      await page.setViewportSize({ width: 320, height: 640 });
      for (const [locale, isChecked] of [
        ["ar", true],
        ["de", false],
      ] as const) {
        await page.context().addCookies([{ name: "authentik_language", value: locale, url: server.origin }]);
        for (const path of [
          ...["/if/admin/", "/if/admin/flows/default-authentication-flow-mfa/", "/if/admin/new/"],
          ...[
            "/if/admin/people/",
            "/if/admin/flows/demo-dummy/delete/",
            "/demo/",
            "/demo/outbox/",
            "/demo/authorized/",
          ],
        ]) {
          await page.goto(server.origin + path);
          assert.equal(await page.locator("html").getAttribute("lang"), locale);
          assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 320, `${locale} ${path}`);
          if (isChecked) assert.deepEqual(await violations(page), [], `${locale} ${path}`);
        }
      }
    }));
});
