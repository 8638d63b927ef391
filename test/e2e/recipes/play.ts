import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { isExecutor, type Recording, slugOf, type Step } from "../../replay/recording.ts";
import { recordedCase, recordedJourney } from "../../replay/read-recordings.ts";

/** What people do who use an interface in front of an authentik: each a recording, without the answers that no page lets anybody give. */
export const journeys: Readonly<Record<string, Recording>> = {
  "sign in with a second factor, after a wrong code": recordedJourney("mfa"),
  "sign up in two steps, after a name that is taken, and confirm the address": recordedJourney("enrolment"),
  "answer every kind of question, with a file": everyPrompt(),
  "recover the account by a link": recordedJourney("recovery-link"),
  "agree to what an application wants": recordedCase("ak-stage-consent", "OAuth, first time"),
  "sign in and out": recordedJourney("sign-out"),
};

/** Every type of prompt, with the right answers only. A page sends read-only prompts, too, numbers as they were typed, and nothing static. */
function everyPrompt(): Recording {
  const { steps, ...recording } = recordedCase("ak-stage-prompt", "every type: nothing, wrong, right");
  const right = steps.findLastIndex(({ method }) => method === "POST");
  const kept = steps.filter(({ method }, index) => method !== "POST" || index === right);
  const { static: _, ...filledIn } = steps[right]?.body as Record<string, unknown>;
  const body = { ...filledIn, text_read_only: "fixed", text_area_read_only: "fixed\nlines", number: "3" };
  return { ...recording, steps: kept.map((step) => (step.method === "POST" ? { ...step, body } : step)) };
}

/**
 * Does in a page what was recorded: opens each flow, and gives each answer as a person does. Each step has to be shown by our interface.
 *
 * @param origin where the interface is
 * @param compatibility whether its pages have to be in compatibility mode
 */
export async function play(
  page: Page,
  { steps }: Recording,
  { origin, compatibility }: { origin: string; compatibility: boolean },
): Promise<void> {
  // What lies beyond the flow is not of interest here.
  await page.route(isElsewhere, (route) => route.fulfill({ body: "elsewhere", contentType: "text/plain" }));
  page.setDefaultTimeout(10_000);
  let at = "";
  for (const [index, step] of steps.entries()) {
    if (!isExecutor(step.path)) continue;
    const address = pageOf(step);
    if (step.method === "GET" && address !== at) {
      at = address;
      await page.goto(origin + address);
      if (steps.slice(index).find(({ challenge }) => challenge)?.challenge?.component === "xak-flow-redirect")
        await page.waitForURL(isElsewhere);
    }
    if (step.method !== "POST") continue;
    const before = steps.slice(0, index).findLast(({ challenge }) => challenge)?.challenge;
    await ready(page, before?.component ?? "");
    assert.equal(await page.evaluate(() => "ShadyDOM" in window), compatibility);
    await fillIn(page, step.body as Record<string, unknown>);
    await answered(page, () => page.locator("form [type=submit]:not([name=resend]):visible").first().click());
  }
  // So that nothing of it is under way when the server ends.
  await page.goto("about:blank");
}

function isElsewhere({ hostname, pathname }: URL): boolean {
  return hostname !== "127.0.0.1" || /^\/($|callback|application\/)/.test(pathname);
}

/** The page of a flow that asks for a step. */
function pageOf({ path, address }: Step): string {
  const query = new URL(address, "http://replay.test").searchParams.get("query") ?? "";
  return `/if/flow/${slugOf(path) ?? ""}/${query === "" ? "" : `?${query}`}`;
}

/** Does something, and waits for the step that comes of it. */
async function answered(page: Page, act: () => Promise<unknown>): Promise<void> {
  const step = page.waitForResponse(
    (response) => isExecutor(new URL(response.url()).pathname) && response.status() === 200,
  );
  const [response] = await Promise.all([step, act()]);
  // A redirect has to be followed before anything else can be opened.
  const text = await response.text().catch(() => "");
  if (text === "" || text.includes(`"xak-flow-redirect"`)) await page.waitForURL(isElsewhere);
}

/** The step shows and can be answered. */
async function ready(page: Page, component: string): Promise<void> {
  await page.locator(`${component}[data-stage]`).waitFor({ state: "attached" });
  await page.waitForFunction(() => !document.querySelector("form[aria-busy=true]"));
}

/** A field of an answer. Names that a form has a property for have a prefix there. */
function named(key: string): string {
  return [key === "uid_field" ? "uidField" : key, `prompt.${key}`].map((name) => `form [name="${name}"]`).join(", ");
}

/** What is sent, or was in the recording, without anybody filling it in. */
const unasked = /^(component|token|hidden|static|separator|alert_\w+|\w*read_only)$/;

async function fillIn(page: Page, body: Readonly<Record<string, unknown>>): Promise<void> {
  for (const [key, value] of Object.entries(body)) {
    if (unasked.test(key)) continue;
    const field = page.locator(named(key)).first();
    const kind = await field.evaluate(
      (element) =>
        element.localName + ((element as HTMLInputElement).type ? `:${(element as HTMLInputElement).type}` : ""),
    );
    if (kind === "input:hidden" || (await field.evaluate((element) => (element as HTMLInputElement).readOnly)))
      continue;
    if (kind === "input:checkbox") await field.setChecked(value === true);
    else if (kind === "input:radio")
      await page
        .locator(named(key))
        .and(page.locator(`[value="${String(value)}"]`))
        .check();
    else if (kind === "input:file")
      await field.setInputFiles({ name: "a.txt", mimeType: "text/plain", buffer: Buffer.from("hi") });
    else if (kind.startsWith("select")) {
      const option = field.locator(`option[value^="${String(value)}"]`).first();
      await field.selectOption((await option.getAttribute("value")) ?? "");
    } else
      await field.fill(
        typeof value === "string" || typeof value === "number" ? String(value) : assert.fail(`${key} is ${kind}`),
      );
  }
}
