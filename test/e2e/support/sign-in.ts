import type { Page } from "playwright-core";
import { demoPassword } from "./running-server.ts";

/** Types into the field that has the focus, once one has it, and presses Enter. */
export async function typeAndEnter(page: Page, text: string): Promise<void> {
  await page.waitForFunction(() => document.activeElement instanceof HTMLInputElement);
  await page.keyboard.type(text);
  await page.keyboard.press("Enter");
}

/** Waits until the app has taken over the form. */
export async function ready(page: Page): Promise<void> {
  await page.waitForFunction(() => customElements.get("ak-flow-executor") && document.querySelector("[data-stage]"));
}

/** Waits for the step with the given title. */
export async function step(page: Page, title: string): Promise<void> {
  await page.getByRole("heading", { level: 1, name: title }).waitFor();
}

/** Types in the name and password of a demo user, as far as what comes after them. */
export async function signIn(page: Page, flow: string, user = "user"): Promise<void> {
  await page.goto(flow);
  await ready(page);
  await page.getByLabel("Email or username").fill(user);
  await page.keyboard.press("Enter");
  await step(page, "Enter your password");
  await page.getByLabel("Password", { exact: true }).fill(demoPassword);
  await page.keyboard.press("Enter");
}
