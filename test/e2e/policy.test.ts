import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { before, describe, it } from "node:test";
import type { Page } from "playwright-core";
import { applyBlueprint } from "../../src/server/engine/blueprint/apply-blueprint.ts";
import { parseBlueprint } from "../../src/server/engine/blueprint/parse-blueprint.ts";
import { importableModels } from "../../src/server/services/importable-models.ts";
import { setUp } from "./support/set-up.ts";

const document = readFileSync(new URL("../../INTEGRATING.md", import.meta.url), "utf8");
const section = document.slice(document.indexOf("### Content Security Policy"));
const documented = (/```\n([^]*?)\n```/.exec(section)?.[1] ?? "").replaceAll("\n", " ");

/** Steps that send the page to an application at another host. */
const elsewhere = `version: 1
entries:
${[
  `{ component: ak-stage-autosubmit, url: "https://app.example/acs", attrs: { SAMLResponse: a } }`,
  `{ component: ak-provider-iframe-logout, logout_urls: [{ url: "https://app.example/slo", provider_name: App, binding: redirect }] }`,
]
  .map(
    (
      challenge,
      index,
    ) => `  - { model: authentik_flows.flow, id: f${index}, identifiers: { slug: elsewhere-${index} }, attrs: { name: a, title: A, designation: stage_configuration } }
  - { model: flow_demo_stages_scripted.scriptedstage, id: s${index}, identifiers: { name: elsewhere-${index} }, attrs: { challenges: [${challenge}] } }
  - { model: authentik_flows.flowstagebinding, identifiers: { target: !KeyOf f${index}, stage: !KeyOf s${index}, order: 10 } }
`,
  )
  .join("")}`;

/** Answers for hosts of others, so that nothing leaves this machine. */
async function standIn(page: Page): Promise<void> {
  const html = (text: string): object => ({
    contentType: "text/html",
    body: `<!doctype html><title>A</title><p>${text}`,
  });
  await page.context().route(/^https:/, (route) => {
    const { hostname, pathname } = new URL(route.request().url());
    if (hostname !== "plex.tv") return route.fulfill(html(`${hostname} is here`));
    assert.match(pathname, /^\/api\/v2\/pins/);
    return route.fulfill({
      json: { id: 1, code: "abcd", authToken: null },
      headers: { "access-control-allow-origin": "*", "access-control-allow-headers": "*" },
    });
  });
}

/** Serves pages as a proxy does that knows only `INTEGRATING.md`. */
async function withPolicy(page: Page, policy: string): Promise<void> {
  await page.route(/\/if\/flow\//, async (route) => {
    const response = await route.fetch();
    const headers = response.headers();
    const nonce = /'nonce-([^']+)'/.exec(headers["content-security-policy"] ?? "")?.[1] ?? "";
    await route.fulfill({
      response,
      headers: { ...headers, "content-security-policy": policy.replaceAll("…", nonce) },
    });
  });
}

/** What shows that a step works, for each of those that reach beyond the page. `visit` fails on a violation of the policy. */
const steps: [slug: string, works: (page: Page) => Promise<unknown>][] = [
  ["demo-frame", (page) => page.locator("iframe").contentFrame().getByText("A page of another application").waitFor()],
  ["demo-iframe-logout", (page) => page.waitForURL(/\/default-authentication-flow\//)],
  // The frames are gone as soon as they are done.
  ["elsewhere-1", (page) => page.waitForURL(/\/default-authentication-flow\//)],
  ["demo-telegram", (page) => page.locator("iframe").contentFrame().getByText("oauth.telegram.org is here").waitFor()],
  ["elsewhere-0", (page) => page.getByText("app.example is here").waitFor()],
];

/** Plex's window opens, which it does only with a code that the page has got from Plex. */
async function plexWorks(page: Page): Promise<void> {
  const [popup] = await Promise.all([
    page.waitForEvent("popup"),
    page.getByRole("button", { name: "Continue with Plex" }).click(),
  ]);
  await popup.waitForURL(/^https:\/\/app\.plex\.tv\/auth/);
  await page.getByRole("button", { name: "Open Plex again" }).waitFor();
}

describe("steps that reach beyond the page", () => {
  const { server, visit } = setUp();

  before(() => {
    const blueprint = parseBlueprint(elsewhere, "elsewhere.yaml");
    applyBlueprint(blueprint, { store: server.store, models: importableModels, now: Date.now() });
  });

  for (const [who, policy] of [
    ["the server's own policy", undefined],
    ["the policy of INTEGRATING.md", documented],
  ] as const) {
    describe(`under ${who}`, () => {
      for (const [slug, works] of steps) {
        it(`${slug} works`, async () => {
          await visit(async ({ page, expectConsole }) => {
            expectConsole(/allow-scripts and allow-same-origin/); // Of frames of this very site, as the demonstration has them.
            await standIn(page);
            if (policy !== undefined) await withPolicy(page, policy);
            await page.goto(server.flow(slug));
            await works(page);
          });
        });
      }

      it("demo-plex works", async () => {
        await visit(async ({ page }) => {
          await standIn(page);
          if (policy !== undefined) {
            await withPolicy(page, policy.replace("connect-src 'self'", "connect-src 'self' https://plex.tv"));
          }
          await page.goto(server.flow("demo-plex"));
          await plexWorks(page);
        });
      });
    });
  }

  it("a violation does not go unseen", async () => {
    const visited = visit(async ({ page }) => {
      await standIn(page);
      await withPolicy(page, documented);
      await page.goto(server.flow("demo-plex"));
      await page.getByRole("button", { name: "Continue with Plex" }).click();
      await page.getByText("Plex cannot be reached").waitFor();
    });
    await assert.rejects(visited, /policy violation: connect-src https:\/\/plex\.tv/);
  });
});
