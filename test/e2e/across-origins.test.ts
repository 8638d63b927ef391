/** The element of the package in a page of another site than its server, in a browser that keeps no cookies of other sites but partitioned ones. */
import assert from "node:assert/strict";
import { createServer, type Server } from "node:http";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import type { Page } from "playwright-core";
import { builtInterface } from "../../src/edge/built-interface.ts";
import { type Gateway, startGateway } from "../../src/gateway/gateway.ts";
import { readGatewaySettings } from "../../src/gateway/settings.ts";
import { ensureFreshBuild } from "../../tools/fresh-build.ts";
import { ensureFreshPackage } from "../../tools/fresh-package.ts";
import { fixtures } from "../kit/fixtures.ts";
import { createTestExecutor, type TestExecutor } from "../kit/test-executor.ts";
import { withMfa } from "../support/with-mfa.ts";
import { setUpBrowser } from "./support/set-up.ts";
import { type ExampleSite, exampleSite } from "./support/example-site.ts";

const html = `<!doctype html><html lang="en"><title>A page of another site</title>
<script type="module" src="/flow.min.js"></script><script type="module" src="/across.js"></script>
<ak-flow-executor manual slug="with-mfa" query="next=/app"></ak-flow-executor></html>`;
const script = `const flow = document.querySelector("ak-flow-executor");
flow.addEventListener("ak-flow-before-leave", (event) => {
  event.preventDefault();
  document.body.textContent = "Signed in, on to " + new URL(event.to).pathname;
});
await customElements.whenDefined("ak-flow-executor");
flow.apiBase = new URLSearchParams(location.search).get("server");
await flow.start();`;
const folder = mkdtempSync(join(tmpdir(), "flow-across-"));
const account = { username: "ada", password: "a password of ada's", totp: true };
const visit = setUpBrowser();
let executor: TestExecutor;
/** In front of a server that answers no page of another origin. */
let gateway: Gateway;
let upstream: TestExecutor;
let site: ExampleSite;
/** The site asks servers of its own host name: another site for the browser. */
let stranger: Server;
let strangersOrigin = "";
/** What the stranger answers scripts of other origins with. */
let answers: (origin: string) => Record<string, string> = () => ({});

before(async () => {
  ensureFreshBuild();
  ensureFreshPackage();
  for (const name of ["across.html", "closed.html", "open.html"]) writeFileSync(join(folder, name), html);
  writeFileSync(join(folder, "across.js"), script);
  stranger = createServer(({ method, headers, url = "" }, response) => {
    const allowed = answers(headers.origin ?? "");
    const isKnown = headers.cookie?.includes("plain=kept");
    const step = isKnown ? fixtures["ak-stage-password"]() : fixtures["ak-stage-identification"]();
    const body = method === "OPTIONS" ? "" : JSON.stringify(url.includes("/executor/") ? step : {});
    response.writeHead(200, { ...allowed, "Content-Type": "application/json" }).end(body);
  });
  await new Promise<void>((resolve) => stranger.listen(0, "127.0.0.1", resolve));
  strangersOrigin = `http://127.0.0.1:${(stranger.address() as AddressInfo).port}`;
  const policies: Record<string, string> = {};
  site = await exampleSite(["dist/package", folder], "", policies);
  executor = await createTestExecutor(withMfa, { embeddingOrigins: [site.origin] });
  upstream = await createTestExecutor(withMfa);
  for (const server of [executor, upstream]) server.addAccount(account);
  const env = { UPSTREAM: await upstream.listen(), PORT: "0", EMBEDDING_ORIGINS: site.origin };
  gateway = await startGateway(readGatewaySettings(env), builtInterface("dist/client/"), () => undefined);
  const servers = `${await executor.listen()} ${gatewayOrigin()} ${strangersOrigin}`;
  const rest =
    "script-src 'self'; style-src 'self'; base-uri 'none'; require-trusted-types-for 'script'; trusted-types flow-interface";
  policies["/across.html"] =
    `default-src 'none'; connect-src 'self' ${servers}; img-src https: data: ${servers}; ${rest}`;
  policies["/closed.html"] = `default-src 'none'; connect-src 'self'; ${rest}`;
});

after(async () => {
  site.close();
  stranger.close();
  await gateway.close();
  await upstream.close();
  await executor.close();
  rmSync(folder, { recursive: true, force: true });
});

function gatewayOrigin(): string {
  return `http://127.0.0.1:${gateway.port}`;
}

/** Opens a page with the element, for a server. Cookies of other sites are blocked as browsers do it. */
async function open(page: Page, server: string, path = "/across.html"): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send("Network.enable");
  await session.send("Network.setCookieControls", {
    enableThirdPartyCookieRestriction: true,
  });
  await page.goto(`${site.origin}${path}?${new URLSearchParams({ server })}`);
}

for (const what of ["server", "gateway"] as const) {
  test(`somebody signs in with a second factor, and is nobody in any other page: ${what}`, () =>
    visit(async ({ page }) => {
      const isGateway = what === "gateway";
      const origin = isGateway ? gatewayOrigin() : executor.origin;
      await open(page, origin);
      await page.getByLabel("Username").fill(account.username);
      await page.keyboard.press("Enter");
      await page.getByLabel("Password", { exact: true }).fill(account.password);
      await page.keyboard.press("Enter");
      await page
        .getByLabel(/code/i)
        .first()
        .fill((isGateway ? upstream : executor).totp(account.username));
      await page.keyboard.press("Enter");
      await page.getByText("Signed in, on to /app").waitFor();
      const cookies = await page.context().cookies(origin);
      assert.deepEqual(
        cookies.map(({ name, partitionKey }) => [name.replace(/_[\da-f]{16}$/, ""), partitionKey]),
        ["session", "csrf", "device"].map((kind) => [
          `authentik_${kind}_embedded`,
          new URL(site.origin).origin.replace(/:\d+$/, ""),
        ]),
      );
    }));
}

test("who gives up begins anew in the page, with the same server", () =>
  visit(async ({ page }) => {
    await open(page, executor.origin);
    await page.getByLabel("Username").fill(account.username);
    await page.keyboard.press("Enter");
    await page.getByRole("link", { name: "Not you?" }).click();
    await page.getByLabel("Username").waitFor();
    assert.equal(new URL(page.url()).origin, site.origin);
  }));

for (const [missing, told, cors] of [
  ["the server does not allow the page", "does not answer this site", {}],
  ["the server allows it without cookies", "does not answer this site", { "Access-Control-Allow-Headers": "*" }],
  [
    "the server's cookies are not kept",
    "keeps no cookies of other sites",
    {
      "Access-Control-Allow-Credentials": "true",
      "Access-Control-Allow-Headers": "content-type, x-authentik-csrf",
      "Set-Cookie": "plain=kept; Path=/; SameSite=None; Secure",
    },
  ],
] as const) {
  test(`what is missing is said: ${missing}`, () =>
    visit(async ({ page, expectConsole }) => {
      expectConsole(/CORS policy|net::ERR_FAILED|cookie/i);
      answers = (origin) => (told.includes("cookies") ? { "Access-Control-Allow-Origin": origin, ...cors } : cors);
      await open(page, strangersOrigin);
      if (told.includes("cookies")) {
        await page.getByRole("textbox").first().fill(account.username);
        await page.keyboard.press("Enter");
      }
      await page.getByText(told).waitFor();
    }));
}

test("what is missing is said: the page's own policy does not let it ask", () =>
  visit(async ({ page, expectConsole }) => {
    expectConsole(/Content Security Policy|policy violation: connect-src/);
    await open(page, executor.origin, "/closed.html");
    const { host } = new URL(executor.origin);
    await page.getByText(`The rules of this page do not let it reach ${host}`).waitFor();
  }));

test("a server that is not there is not taken for one that refuses", () =>
  visit(async ({ page, expectConsole }) => {
    expectConsole(/net::ERR|policy violation/);
    const gone = createServer();
    await new Promise<void>((resolve) => gone.listen(0, "127.0.0.1", resolve));
    const { port } = gone.address() as AddressInfo;
    await new Promise((resolve) => gone.close(resolve));
    await page.route(`http://127.0.0.1:${port}/**`, (route) => route.abort("connectionrefused"));
    await open(page, `http://127.0.0.1:${port}`, "/open.html");
    await page.getByText("The server cannot be reached.").waitFor();
  }));
