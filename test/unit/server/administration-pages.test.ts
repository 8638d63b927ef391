import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import { diagramSvg } from "../../../src/page/diagram-svg.ts";
import { testApp, TestBrowser } from "./support/test-app.ts";

async function administrator(t: TestContext): Promise<TestBrowser> {
  const browser = new TestBrowser(testApp(t));
  await browser.signIn("admin");
  return browser;
}

async function page(browser: TestBrowser, path: string): Promise<string> {
  const response = await browser.request(path);
  assert.equal(response.status, 200, path);
  return response.text();
}

function send(browser: TestBrowser, path: string, values: Record<string, string | File>): Promise<Response> {
  const body = new FormData();
  body.append("token", browser.cookies.get("authentik_csrf") ?? "");
  for (const [name, value] of Object.entries(values)) body.append(name, value);
  return browser.request(path, { method: "POST", body });
}

function titleOf(html: string): string {
  return /<title>([^<]*)<\/title>/.exec(html)?.[1] ?? "";
}

function slugsIn(html: string): string[] {
  return [...html.matchAll(/<td><a href="\/if\/admin\/flows\/([^/]+)\/">/g)].map(([, slug]) => slug ?? "");
}

test("flows are found by name, slug, title and designation", async (t) => {
  const browser = await administrator(t);
  const find = async (words: string): Promise<string[]> =>
    slugsIn(await page(browser, `/if/admin/?search=${encodeURIComponent(words)}`));
  assert.deepEqual(await find("UNENROLL"), ["account-deletion"]);
  assert.deepEqual(await find("delete the account"), ["account-deletion"]);
  assert.deepEqual(await find("nothing is called that"), []);
  assert.ok((await find("stage configuration")).length > 5);
  const html = await page(browser, "/if/admin/?search=%3Cb%3E");
  assert.match(html, /<h2>0 flows with “&lt;b&gt;”<\/h2>/);
  assert.match(titleOf(html), /^0 flows with/);
});

test("a flow is made, and what is wrong with it is said at its field", async (t) => {
  const browser = await administrator(t);
  assert.match(await page(browser, "/if/admin/"), /href="\/if\/admin\/new\/"/);
  const typed = { name: "Guests", title: "Welcome", slug: "guests", designation: "enrollment" };
  const wrong = await send(browser, "/if/admin/new/", { ...typed, slug: "no blanks" });
  assert.equal(wrong.status, 400);
  const again = await wrong.text();
  assert.match(again, /name="slug" value="no blanks" aria-invalid="true" aria-describedby="slug-error" autofocus/);
  assert.match(again, /value="Welcome"/);
  assert.match(titleOf(again), /^Error: /);
  const taken = await send(browser, "/if/admin/new/", { ...typed, slug: "demo-dummy" });
  assert.match(await taken.text(), /There is a flow with this slug already\./);
  const made = await send(browser, "/if/admin/new/", typed);
  assert.equal(made.headers.get("location"), "/if/admin/flows/guests/?saved");
  const html = await page(browser, "/if/admin/flows/guests/?saved");
  assert.match(html, /role="status" tabindex="-1" autofocus>\s*The settings are saved\./);
  assert.match(titleOf(html), /^Saved: Guests/);
});

test("a flow is deleted after a question that says what goes with it", async (t) => {
  const app = testApp(t);
  const [browser, user] = [new TestBrowser(app), new TestBrowser(app)];
  await browser.signIn("admin");
  await user.signIn("user");
  const path = "/if/admin/flows/default-authentication-flow/delete/";
  const html = await page(browser, path);
  assert.match(html, /Delete Sign in\?/);
  assert.match(html, /The brand [^<]+ uses it\./);
  assert.equal((await send(user, path, {})).status, 404);
  const forged = await browser.request(path, { method: "POST", body: new FormData() });
  assert.equal(forged.status, 400);
  const dummy = "/if/admin/flows/demo-dummy/delete/";
  const gone = await send(browser, dummy, {});
  assert.equal(gone.headers.get("location"), "/if/admin/?deleted=demo-dummy");
  assert.match(await page(browser, "/if/admin/?deleted=demo-dummy"), /The flow <code>demo-dummy<\/code> is deleted\./);
  assert.equal((await browser.request(dummy)).status, 404);
  assert.equal((await browser.request("/if/flow/demo-dummy/")).status, 404);
});

test("a background that would run something is refused with a word; others are taken", async (t) => {
  const browser = await administrator(t);
  const path = "/if/admin/flows/demo-dummy/";
  const save = (background: string): Promise<Response> => send(browser, path, { background });
  for (const background of [
    "javascript:alert(1)",
    " JavaScript:alert(1)",
    "data:text/html,x",
    "vbscript:x",
    "file:///x",
  ]) {
    const refused = await save(background);
    assert.equal(refused.status, 400, background);
    assert.match(await refused.text(), /Use an address that begins with https:\/\/ or with a slash\./);
  }
  for (const background of [
    "https://example.com/a.jpg",
    "/media/%(theme)s.jpg",
    "pictures/a.png",
    "data:image/png;base64,x",
    "",
  ]) {
    assert.equal((await save(background)).status, 303, background);
  }
});

test("a file that was checked is imported without being chosen again; the outcome is the page's title and has the focus", async (t) => {
  const browser = await administrator(t);
  const blueprint = `version: 1
entries:
  - model: authentik_flows.flow
    identifiers: { slug: uploaded }
    attrs: { name: 'Quotes " & <b>', title: Two, designation: recovery }
`;
  const file = new File([blueprint], "a.yaml");
  const checked = await (await send(browser, "/if/admin/import/", { action: "check", file })).text();
  assert.match(titleOf(checked), /^a\.yaml can be imported\./);
  assert.match(checked, /role="status" tabindex="-1" autofocus><h2>a\.yaml can be imported\./);
  assert.match(checked, /<td>3<\/td><td>Flow “uploaded”<\/td><td>will be created<\/td>/);
  const kept = /name="checked_text" value="([^"]*)"/.exec(checked)?.[1] ?? "";
  const text = kept
    .replaceAll("&#39;", "'")
    .replaceAll("&quot;", '"')
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");
  assert.equal(text, blueprint);
  const crlf = text.replaceAll("\n", "\r\n");
  const done = await send(browser, "/if/admin/import/", {
    ...{ action: "import", checked_name: "a.yaml", checked_text: crlf },
  });
  assert.match(await done.text(), /a\.yaml was imported\./);
  assert.deepEqual(slugsIn(await page(browser, "/if/admin/?search=uploaded")), ["uploaded"]);
});

test("a file says what it changes, keeps and does not keep, and what is no part of a flow can be left out", async (t) => {
  const browser = await administrator(t);
  const text = `version: 1
entries:
  - model: authentik_flows.flow
    identifiers: { slug: default-authentication-flow }
    attrs: { title: Other }
  - { model: authentik_stages_user_login.userloginstage, identifiers: { name: default-authentication-login } }
  - { model: authentik_core.group, identifiers: { name: People }, attrs: { roles: [editors] } }
  - { model: authentik_core.application, identifiers: { slug: app }, attrs: { name: App } }
`;
  const upload = async (fields: Record<string, string>): Promise<string> =>
    (await send(browser, "/if/admin/import/", { checked_name: "a.yaml", checked_text: text, ...fields })).text();
  const whole = await upload({ action: "check" });
  assert.match(whole, /error: a\.yaml, line 8/);
  assert.match(whole, /2 entries are no part of a flow/);
  const trimmed = await upload({ action: "check-flows" });
  assert.match(trimmed, /1 will change, 1 unchanged, 2 left out\. Nothing is changed yet\./);
  assert.match(trimmed, /<td>3<\/td><td>Flow “default-authentication-flow”<\/td><td>will change: title<\/td>/);
  assert.match(trimmed, /<td>6<\/td><td>[^<]*“default-authentication-login”<\/td><td>stays as it is<\/td>/);
  assert.match(trimmed, /name="flows_only" value="on"/);
  const done = await upload({ action: "import", flows_only: "on" });
  assert.match(done, /1 changed, 1 unchanged, 2 left out\./);
  assert.match(done, /<td>8<\/td><td>authentik_core\.application “app”<\/td><td>left out<\/td>/);
  const withGroup = text.replace(/^.*application.*\n/m, "");
  assert.match(await upload({ action: "import", checked_text: withGroup }), /Line 7: warning: Not kept here: roles/);
});

test("tables and the diagram scroll in a box of their own that keys reach", async (t) => {
  const browser = await administrator(t);
  for (const path of ["/if/admin/", "/if/admin/people/", "/if/admin/flows/default-authentication-flow/"]) {
    const html = await page(browser, path);
    assert.match(html, /<div class="scroll" role="region" aria-label="[^"]+" tabindex="0">/, path);
    assert.doesNotMatch(html, /<div class="scroll">/, path);
  }
});

test("the diagram has every name whole, in as many lines as it takes", () => {
  const names = ["default-authentication-mfa-validation-for-everybody-in-the-house", "x".repeat(80), "Short"];
  const nodes = names.map((name, index) => ({ id: String(index), kind: "stage" as const, label: ["Stage", name] }));
  const svg = diagramSvg({ nodes, edges: [] }).toString();
  const shown = [...svg.matchAll(/<text class="name"[^>]*>([^<]*)</g)].map(([, text]) => text ?? "");
  assert.equal(shown.join(""), names.join(""));
  assert.ok(shown.every((line) => line.length <= 36));
  assert.doesNotMatch(svg, /…/);
});
