import assert from "node:assert/strict";
import { test } from "node:test";
import type { HostConfig } from "../../../src/protocol/host-config.ts";
import { hostConfigId } from "../../../src/protocol/host-config.ts";
import type { FlowApp } from "../../../src/server/http/create-app.ts";
import { addBlueprint, expectChallenge, testApp, TestBrowser } from "./support/test-app.ts";

const page = "/if/flow/default-authentication-flow/";

async function html(browser: TestBrowser, path: string, headers: Record<string, string> = {}): Promise<string> {
  return (await browser.request(path, { headers })).text();
}

function configOf(text: string): HostConfig {
  const [, json] = new RegExp(`<script[^>]*id="${hostConfigId}"[^>]*>(.*?)</script>`, "s").exec(text) ?? [];
  return JSON.parse(json ?? "") as HostConfig;
}

function changeBrand(app: FlowApp, attrs: string): void {
  addBlueprint(
    app,
    `  - { model: authentik_brands.brand, identifiers: { domain: flow-demo-default }, attrs: ${attrs} }`,
  );
}

test("the first step is in the page, and asking for it again changes nothing", async (t) => {
  const browser = new TestBrowser(testApp(t));
  const config = configOf(await html(browser, `${page}?next=%2Fapp`));
  assert.ok(config.challenge);
  assert.equal(config.challenge.flow_info?.cancel_url, "/flows/-/cancel/?next=%2Fapp");
  assert.ok(browser.cookies.has("authentik_session"));
  assert.deepEqual(await browser.get("default-authentication-flow", "next=%2Fapp"), config.challenge);
  assert.equal(config.apiBase, "/");
  assert.equal(config.compatibility, false);
  assert.equal(config.brand?.branding_title, "Flow Demo");
  assert.deepEqual(config.flow, {
    title: "Sign in",
    background: "/static/dist/assets/images/flow_background.jpg",
    layout: "stacked",
  });
});

test("a reload shows the step the session has reached", async (t) => {
  const browser = new TestBrowser(testApp(t));
  await browser.post("default-authentication-flow", { uid_field: "user" });
  assert.equal(configOf(await html(browser, page)).challenge?.component, "ak-stage-password");
});

test("steps that do something wait until they are asked for", async (t) => {
  const app = testApp(t);
  const browser = new TestBrowser(app);
  await browser.signIn();
  assert.equal(configOf(await html(browser, "/if/flow/default-invalidation-flow/")).challenge, undefined);
  assert.equal((await browser.request("/if/user/")).status, 200);
  for (const path of [page, "/if/flow/demo-deny/", "/if/flow/demo-error/", "/if/flow/demo-redirect-flow/"]) {
    assert.equal(configOf(await html(browser, path)).challenge, undefined, path);
  }
});

test("prefetches and links with tokens leave the session alone", async (t) => {
  const app = testApp(t);
  for (const headers of [{ "sec-purpose": "prefetch;prerender" }, { purpose: "prefetch" }, { "x-moz": "prefetch" }]) {
    const browser = new TestBrowser(app);
    assert.equal(configOf(await html(browser, page, headers)).challenge, undefined);
    assert.equal(browser.cookies.size, 0);
  }
  for (const query of ["flow_token=x", "itoken=x", "token=x"]) {
    const browser = new TestBrowser(app);
    assert.equal(configOf(await html(browser, `${page}?${query}`)).challenge, undefined);
    assert.equal(browser.cookies.size, 0);
  }
});

test("every script, style and preload has the nonce of the policy, and no other tag is touched", async (t) => {
  const app = testApp(t, { compatibilityChunks: ["/static/flow/polyfill.js"] });
  changeBrand(app, '{ branding_custom_css: "a { color: red }" }');
  const response = await new TestBrowser(app).request("/if/flow/default-authentication-flow-compat/");
  const text = await response.text();
  const csp = response.headers.get("content-security-policy") ?? "";
  const nonce = /script-src 'self' 'nonce-([^']+)'/.exec(csp)?.[1] ?? "";
  assert.ok(nonce.length >= 22);
  assert.ok(csp.includes(`style-src 'self' 'nonce-${nonce}'`));
  const outsideStrings = text.replace(/"<(script|style)/g, "");
  const tags = outsideStrings.match(/<(script|style|link)\b[^>]*>/g) ?? [];
  assert.ok(tags.length >= 8);
  for (const tag of tags) assert.equal(tag.includes(`nonce="${nonce}"`), !tag.includes('rel="icon"'), tag);
  assert.ok(text.includes(`const tag = "<script type='module'>";`));
  assert.ok(text.includes('<link nonce="'.concat(nonce, '" rel="modulepreload" href="/static/flow/polyfill.js">')));
  const other = await new TestBrowser(app).request(page);
  assert.notEqual(/nonce-([^']+)/.exec(other.headers.get("content-security-policy") ?? "")?.[1], nonce);
  assert.equal((await other.text()).includes("polyfill.js"), false);
});

test("what brand and flow are called cannot become markup", async (t) => {
  const app = testApp(t);
  const evil = `</script><script>alert(1)</script>`;
  changeBrand(
    app,
    JSON.stringify({ branding_title: evil, branding_logo: `"><b>`, branding_custom_css: `</style>${evil} $&` }),
  );
  addBlueprint(
    app,
    `  - { model: authentik_flows.flow, identifiers: { slug: demo-dummy }, attrs: { title: ${JSON.stringify(`${evil} $'`)} } }`,
  );
  const text = await html(new TestBrowser(app), "/if/flow/demo-dummy/");
  // Inside a style element only its own end tag means anything.
  const withoutStyles = text.replace(/<style[^]*?<\/style>/g, "");
  assert.equal(withoutStyles.includes("<script>alert"), false);
  assert.equal(text.includes("<b>"), false);
  assert.ok(text.includes("<\\/style>"));
  assert.equal(configOf(text).brand?.branding_title, evil);
});

test("theme, language, title, icon and slug are those of brand and flow", async (t) => {
  const app = testApp(t);
  changeBrand(app, "{ attributes: { settings: { theme: { base: dark }, locale: de } } }");
  const text = await html(new TestBrowser(app), page);
  assert.match(text, /<html lang="de" dir="ltr" data-theme-choice="dark">/);
  assert.match(text, /<title>Anmelden - Flow Demo<\/title>/);
  assert.equal(text.match(/<title>/g)?.length, 1);
  assert.match(text, /<link rel="icon" href="\/static\/dist\/assets\/icons\/icon\.svg">/);
  assert.equal(text.includes("/old.svg"), false);
  assert.match(text, /<ak-flow-executor loading slug="default-authentication-flow">/);
  assert.equal(text.includes("<p>Loading</p>"), false);
});

test("the first form is in the language that was chosen, else the brand's, else the browser's", async (t) => {
  const app = testApp(t);
  const browser = new TestBrowser(app);
  const language = async (path = page): Promise<string | undefined> => {
    const text = await html(browser, path);
    assert.match(text, new RegExp(`<html lang="${configOf(text).locale ?? ""}"`));
    return /<label for="ak-identifier-input">([^<]*)</.exec(text)?.[1];
  };
  assert.equal(await language(), "Email or username");
  browser.headers = { "accept-language": "tlh, ar;q=0.5, de;q=0.8" };
  assert.equal(await language(), "E-Mail oder Benutzername");
  changeBrand(app, "{ attributes: { settings: { locale: ar } } }");
  assert.equal(await language(), "البريد الإلكتروني أو اسم المستخدم");
  browser.cookies.set("authentik_language", "en");
  assert.equal(await language(), "Email or username");
  assert.equal(await language(`${page}?locale=de`), "E-Mail oder Benutzername");
});

test("what the server itself says is in that language too, with the flows that come along", async (t) => {
  const browser = new TestBrowser(testApp(t));
  const slug = "default-authentication-flow";
  browser.headers = { "accept-language": "de" };
  const page = configOf(await html(browser, `/if/flow/${slug}/`)).challenge;
  assert.ok(page);
  assert.equal(expectChallenge(page, "ak-stage-identification").primary_action, "Weiter");
  assert.equal(page.flow_info?.title, "Anmelden");
  const answer = await browser.post(slug, {});
  assert.deepEqual(answer.response_errors, {
    non_field_errors: [{ string: "Es wurde nicht angegeben, wer sich anmeldet.", code: "invalid" }],
  });
  const english = await browser.post(slug, {}, "locale=en");
  assert.equal(english.response_errors?.["non_field_errors"]?.[0]?.string, "No identification data provided.");
});

test("a language that is written from right to left says so", async (t) => {
  const browser = new TestBrowser(testApp(t));
  browser.cookies.set("authentik_language", "ar");
  assert.match(await html(browser, page), /<html lang="ar" dir="rtl"/);
});

test("the flow's background is there with the first paint, and cannot be more than that", async (t) => {
  const app = testApp(t);
  changeBrand(app, JSON.stringify({ branding_default_flow_background: `/media/a.png")}</style><b>` }));
  const text = await html(new TestBrowser(app), page);
  assert.match(text, /<style nonce="[^"]+">:root\{--ak-background-image:url\("\/media\/a\.png[^"<]*"\)\}<\/style>/);
});

test("the page does what the brand wants of it, and nothing of that unless it says so", async (t) => {
  const app = testApp(t);
  const browser = new TestBrowser(app);
  const plain = configOf(await html(browser, page));
  assert.equal(plain.accountChooser, undefined);
  assert.equal(plain.passwordRules, undefined);
  assert.equal(plain.brand?.flags?.flows_continuous_login, false);
  const settings = {
    account_chooser: true,
    password_rules: "minlength: 12;",
    flags: { flows_continuous_login: true, flows_refresh_others: true },
  };
  changeBrand(app, JSON.stringify({ attributes: { settings } }));
  const wanted = configOf(await html(browser, page));
  assert.equal(wanted.accountChooser, true);
  assert.equal(wanted.passwordRules, "minlength: 12;");
  assert.equal(wanted.brand?.flags?.flows_continuous_login, true);
  assert.equal(wanted.brand.flags.flows_refresh_others, true);
});

test("a form submitted before the script was there leads back to the page", async (t) => {
  const browser = new TestBrowser(testApp(t));
  const body = new URLSearchParams({ uid_field: "user" });
  const response = await browser.request(`${page}?next=%2Fapp`, { method: "POST", body });
  assert.equal(response.status, 303);
  assert.equal(response.headers.get("location"), `${page}?next=%2Fapp`);
});

test("an unknown flow is a calm page, and an unknown method is refused", async (t) => {
  const browser = new TestBrowser(testApp(t));
  const missing = await browser.request("/if/flow/no-such-flow/");
  assert.equal(missing.status, 404);
  assert.match(missing.headers.get("content-type") ?? "", /^text\/html/);
  assert.match(await missing.text(), /<h1>Not found<\/h1>/);
  const refused = await browser.request(page, { method: "DELETE" });
  assert.deepEqual([refused.status, refused.headers.get("allow")], [405, "GET, POST"]);
});

test("messages are shown by the next page, once", async (t) => {
  const app = testApp(t);
  addBlueprint(
    app,
    `  - { model: authentik_flows.flow, id: f, identifiers: { slug: nobody }, attrs: { name: x, title: x, designation: recovery } }
  - { model: authentik_flows.flowstagebinding, identifiers: { target: !KeyOf f, stage: !Find [authentik_stages_user_login.userloginstage, [name, default-authentication-login]], order: 0 } }`,
  );
  const browser = new TestBrowser(app);
  expectChallenge(await browser.get("nobody"), "ak-stage-access-denied");
  assert.deepEqual(configOf(await html(browser, page)).messages, [
    { level: "error", message: "No Pending user to login." },
  ]);
  assert.deepEqual(configOf(await html(browser, page)).messages, []);
});
