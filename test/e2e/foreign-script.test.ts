import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Page } from "playwright-core";
import { demoPassword } from "./support/running-server.ts";
import { ready, step } from "./support/sign-in.ts";
import { setUp } from "./support/set-up.ts";
import { isolated } from "./support/visit.ts";

/** What password managers do: look at the document from a world of their own, fill, and submit. */

const { server, visit } = setUp();

/** The inputs that a plain query finds, as a manager would describe them. */
function inputs(page: Page): Promise<unknown[]> {
  return isolated(page, () =>
    [...document.querySelectorAll("input")]
      .filter((input) => input.type !== "checkbox")
      .map((input) => ({
        name: input.name,
        type: input.type,
        autocomplete: input.autocomplete,
        label: document.querySelector(`label[for="${input.id}"]`)?.textContent,
        value: input.value,
        readOnly: input.readOnly,
        inForm: input.form === document.forms[0],
        reachable: !input.closest("[inert]"),
        size: input.getBoundingClientRect().height > 8,
      })),
  );
}

const name = { autocomplete: "username", type: "text", inForm: true, reachable: true, size: true };
const password = {
  name: "password",
  type: "password",
  autocomplete: "current-password",
  label: "Password",
  readOnly: false,
  inForm: true,
  size: true,
};

for (const slug of ["default-authentication-flow", "default-authentication-flow-compat"]) {
  describe(`a script from outside, ${slug}`, () => {
    it("finds every input of every step, with label and autocomplete", () =>
      visit(async ({ page }) => {
        await page.goto(server.flow(slug));
        await ready(page);
        assert.deepEqual(await inputs(page), [
          { ...name, name: "uidField", label: "Email or username", value: "", readOnly: false },
          { ...password, value: "", reachable: false },
        ]);
        await page.getByLabel("Email or username").fill("user");
        await page.keyboard.press("Enter");
        await step(page, "Enter your password");
        assert.deepEqual(await inputs(page), [
          { ...name, name: "username", label: "Account", value: "user", readOnly: true },
          { ...password, value: "", reachable: true },
        ]);
      }));

    it("keeps hold of the same two nodes from step to step", () =>
      visit(async ({ page }) => {
        await page.goto(server.flow(slug));
        const before = await page.evaluateHandle(() => [...document.querySelectorAll("input:not([type=checkbox])")]);
        await ready(page);
        await page.getByLabel("Email or username").fill("user");
        await page.keyboard.press("Enter");
        await step(page, "Enter your password");
        const same = await before.evaluate((nodes) =>
          [...document.querySelectorAll("input")].every((node, i) => node === nodes[i]),
        );
        assert.equal(same, true);
      }));

    it("fills both steps at once: the password waits for its step, and is not sent before", () =>
      visit(async ({ page }) => {
        const bodies: string[] = [];
        page.on("request", (request) => request.method() === "POST" && bodies.push(request.postData() ?? ""));
        await page.goto(server.flow(slug, "next=/if/user/"));
        await ready(page);
        await page.evaluate(
          `globalThis.demoPassword = ${JSON.stringify(demoPassword)}; document.documentElement.dataset.secret = demoPassword`,
        );
        await isolated(page, () => {
          const values = ["user", document.documentElement.dataset["secret"] ?? ""];
          document.querySelectorAll<HTMLInputElement>("input:not([type=checkbox])").forEach((input, i) => {
            input.value = values[i] ?? "";
            // Neither composed nor trusted, as some managers do it.
            input.dispatchEvent(new Event("input", { bubbles: true }));
            input.dispatchEvent(new Event("change", { bubbles: true }));
          });
          document.querySelector<HTMLButtonElement>("button[type=submit]")?.click();
        });
        await step(page, "Enter your password");
        await isolated(page, () => document.forms[0]?.requestSubmit());
        await page.waitForURL(({ pathname }) => pathname === "/if/user/");
        assert.deepEqual(
          bodies.map((body) => JSON.parse(body) as unknown),
          [
            { uid_field: "user", component: "ak-stage-identification" },
            { password: demoPassword, component: "ak-stage-password" },
          ],
        );
      }));

    it("sees each stage arrive as one element that is complete", () =>
      visit(async ({ page }) => {
        await page.goto(server.flow(slug));
        await ready(page);
        await isolated(page, () => {
          const seen: string[] = [];
          new MutationObserver((mutations) => {
            for (const { addedNodes, target } of mutations) {
              if (!(target instanceof HTMLFormElement)) continue;
              const [node, ...others] = addedNodes;
              if (!(node instanceof Element)) continue;
              const fields = document.querySelectorAll("form input:not([readonly])").length;
              seen.push(
                `${node.localName} +${others.length}, ${fields} fields, ${node.querySelectorAll("button[type=submit]").length} button`,
              );
            }
            document.documentElement.dataset["seen"] = JSON.stringify(seen);
          }).observe(document.documentElement, { childList: true, subtree: true });
        });
        await page.getByLabel("Email or username").fill("user");
        await page.keyboard.press("Enter");
        await step(page, "Enter your password");
        const seen = await page.evaluate(() => document.documentElement.dataset["seen"]);
        assert.equal(seen, JSON.stringify(["ak-stage-password +0, 1 fields, 1 button"]));
      }));

    it("finds what it has filled in still there after a failed submit", () =>
      visit(async ({ page, expectConsole }) => {
        expectConsole(/ERR_FAILED/);
        // From the start, because a page that is there already may send its next request past a new rule.
        let cut = false;
        await page.route("**/api/**", (route) => (cut ? route.abort() : route.continue()));
        await page.goto(server.flow(slug));
        await ready(page);
        await page.getByLabel("Email or username").fill("user");
        cut = true;
        await page.keyboard.press("Enter");
        await page.getByRole("alert").filter({ hasText: "cannot be reached" }).waitFor();
        assert.equal(((await inputs(page))[0] as { value: string }).value, "user");
        cut = false;
        await page.getByRole("button", { name: "Try again" }).click();
        await step(page, "Enter your password");
      }));
  });
}
