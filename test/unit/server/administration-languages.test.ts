/** The pages for administrators and those of the demonstration, in the language of whoever reads them. */
import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import { directions } from "../../../src/protocol/locales/locales.ts";
import { OtherLanguage } from "../../e2e/support/other-language.ts";
import { testApp, TestBrowser } from "./support/test-app.ts";

const paths = [
  ...["/if/admin/", "/if/admin/?search=x", "/if/admin/?deleted=gone", "/if/admin/new/", "/if/admin/people/"],
  ...["/if/admin/flows/default-authentication-flow-mfa/?saved", "/if/admin/flows/default-password-change/"],
  ...["/if/admin/flows/demo-dummy/delete/", "/if/admin/flows/default-authentication-flow/delete/"],
  ...["/demo/", "/demo/outbox/", "/demo/authorized/", "/demo/authorized/?error=no", "/demo/frame/"],
  "/demo/provider/authorize/?redirect_uri=http%3A%2F%2Fid.example%2F",
];

const document = `version: 1
entries:
  - model: authentik_flows.flow
    identifiers: { slug: default-authentication-flow }
    attrs: { title: Geändert }
  - { model: authentik_stages_user_login.userloginstage, identifiers: { name: default-authentication-login } }
  - { model: authentik_core.group, identifiers: { name: Gruppe }, attrs: { roles: [editors] } }
`;
const faulty = `${document}  - { model: authentik_core.application, identifiers: { slug: app }, attrs: { name: App } }
  - { model: authentik_flows.flow, identifiers: { slug: bad }, attrs: { name: X, title: X, designation: nonsense } }
  - { model: authentik_core.group, identifiers: { name: !KeyOf nobody } }
  - { model: authentik_core.group, identifiers: { name: !Format ["%s"] } }
`;

/** Words that the administration has beside those that every page has. */
const administration =
  /\b(flows|stages|polic(y|ies)|search|delete|settings|people|order|entry|entries|line|error|warning|changes?|required?|none|created|imported)\b/i;

async function administrator(t: TestContext, locale: string): Promise<TestBrowser> {
  const browser = new TestBrowser(testApp(t));
  browser.headers["Accept-Language"] = locale;
  await browser.signIn("admin");
  return browser;
}

function send(browser: TestBrowser, path: string, values: Record<string, string>): Promise<Response> {
  const body = new FormData();
  body.append("token", browser.cookies.get("authentik_csrf") ?? "");
  for (const [name, value] of Object.entries(values)) body.append(name, value);
  return browser.request(path, { method: "POST", body });
}

/** What people read of a page: without names, code, and what says that it is in English. */
function readable(html: string): string[] {
  const named = [...html.matchAll(/<(?:bdi|text class="name"[^>]*)>([^<]+)</g)].map(([, name = ""]) => name);
  named.sort((a, b) => b.length - a.length);
  const rest = html
    .replace(/<(style|script|code|bdi)\b.*?<\/\1>/gs, "")
    .replace(/<(span|td) lang="en".*?<\/\1>/gs, "")
    .replace(/<text class="name".*?<\/text>/g, "");
  const attributes = [...rest.matchAll(/(?:aria-label|placeholder|title)="([^"]*)"/g)].map(([, text = ""]) => text);
  const texts = [...rest.replace(/<[^>]*>/g, "\n").split("\n"), ...attributes];
  const plain = texts.map((text) => text.replace(/\u2068[^\u2069]*\u2069/g, ""));
  return plain.map((text) => named.reduce((left, name) => left.replaceAll(name, ""), text));
}

function hold(language: OtherLanguage, html: string, where: string): void {
  const { locale } = language;
  assert.match(html, new RegExp(`<html lang="${locale}" dir="${directions[locale]}">`), where);
  const texts = readable(html);
  language.holdsText(texts);
  assert.deepEqual(
    texts.filter((text) => administration.test(text)),
    [],
    `${where} in ${locale}`,
  );
}

test("they say nothing in English in other languages", async (t) => {
  const browser = await administrator(t, "de");
  const upload = async (checked_text: string, fields: Record<string, string>): Promise<string> =>
    (await send(browser, "/if/admin/import/", { checked_name: "a.yaml", checked_text, ...fields })).text();
  for (const locale of ["de", "ar", "ja", "pl"] as const) {
    browser.headers["Accept-Language"] = locale;
    const names = ["Sign in with a second factor", "Change password", "Dummy steps", "Sign in", "Geändert"];
    const language = new OtherLanguage(locale, locale === "de" ? [...names, "Name", "Code,"] : names);
    for (const path of paths) hold(language, await (await browser.request(path)).text(), path);
    hold(language, await upload(faulty, { action: "check" }), "faults");
    hold(language, await upload(document, { action: "import", flows_only: "on" }), "report");
    const wrong = await send(browser, "/if/admin/new/", { name: "", title: "", slug: "a b", designation: "recovery" });
    hold(language, await wrong.text(), "new flow");
    hold(language, await (await send(browser, "/if/admin/people/", { user: "1" })).text(), "people");
  }
});

test("numbers of things go by the rules of the language", async (t) => {
  const browser = await administrator(t, "pl");
  const found = async (search: string): Promise<string> => {
    const html = await (await browser.request(`/if/admin/?search=${encodeURIComponent(search)}`)).text();
    return /<h2>([^<]*)<\/h2>/.exec(html)?.[1] ?? "";
  };
  assert.equal(await found("demo-dummy"), "1 proces z „demo-dummy”");
  assert.equal(await found("demo-prompt"), "1 proces z „demo-prompt”");
  assert.match(await found("demo-authenticator"), /^(\d*[05-9]|1\d) procesów z/);
  assert.match(await found("demo-consent"), /^2 procesy z/);
  assert.match(await found("wyrejestrowanie"), /^1 proces z/);
});

test("what stays in English says so, and runs from left to right", async (t) => {
  const browser = await administrator(t, "ar");
  const html = await (
    await send(browser, "/if/admin/import/", { checked_name: "a.yaml", checked_text: faulty, action: "check" })
  ).text();
  assert.match(html, /<code>designation<\/code>: «\u2068?nonsense/);
  assert.match(html, /<code>!Format<\/code>: <span lang="en" dir="ltr">has fewer arguments than places\.<\/span>/);
  assert.match(html, /\u2068a\.yaml\u2069/);
});

test("an administrator's own language comes before that of the browser", async (t) => {
  const app = testApp(t);
  const browser = new TestBrowser(app);
  await browser.signIn("admin");
  const user = app.store.users.findByUsername("admin");
  assert.ok(user);
  app.store.users.update({ ...user, attributes: { settings: { locale: "fr" } } });
  assert.match(await (await browser.request("/if/admin/")).text(), /<html lang="fr" dir="ltr">/);
});
