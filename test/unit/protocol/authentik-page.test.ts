import assert from "node:assert/strict";
import { test } from "node:test";
import { type PageFacts, readPageFacts } from "../../../src/protocol/authentik-page.ts";
import type { Brand, ServerConfig } from "../../../src/protocol/challenges.ts";
import { flowPage } from "../../replay/flow-page.ts";

const brand = {
  branding_title: "Example",
  branding_logo: "/logo.svg",
  branding_favicon: "/icon.png",
  branding_custom_css: "",
  ui_footer_links: [],
  ui_theme: "automatic",
} as unknown as Brand;
const config = { capabilities: [] } as unknown as ServerConfig;

/** A page with other things in it, whatever our types say. */
function page(
  given: { brand?: unknown; config?: unknown; layout?: string; locale?: string; compatibility?: boolean } = {},
): string {
  return flowPage({
    slug: "sign-in",
    flow: { title: "Welcome", layout: given.layout ?? "stacked", cancel_url: "", background: "/back.jpg" } as never,
    brand: (given.brand ?? brand) as Brand,
    config: ("config" in given ? given.config : config) as ServerConfig,
    origin: "http://id.example",
    locale: given.locale ?? "de",
    compatibility: given.compatibility ?? false,
  });
}

function facts(text: string): PageFacts {
  const found = readPageFacts(text);
  assert.notEqual(found, undefined);
  return found as PageFacts;
}

test("a page says who it is of, in which language, and what its flow looks like", () => {
  assert.deepEqual(readPageFacts(page()), {
    locale: "de",
    brand,
    config,
    flow: { title: "Welcome", background: "http://id.example/back.jpg", layout: "stacked" },
    isCompatible: false,
    messages: [],
  });
});

test("every layout is known, and an unknown one is the plain one", () => {
  const sides = ["content_left", "content_right", "sidebar_left", "sidebar_right"];
  for (const layout of [...sides, "sidebar_left_frame_background", "sidebar_right_frame_background"])
    assert.equal(facts(page({ layout })).flow.layout, layout);
  for (const layout of ["", "toString", "sidebar_up"]) assert.equal(facts(page({ layout })).flow.layout, "stacked");
});

test("compatibility mode is read however it is set out", () => {
  assert.equal(facts(page({ compatibility: true })).isCompatible, true);
  for (const set of ["ShadyDOM.force=true", "ShadyDOM.force  =  true;"]) {
    const text = page({ compatibility: true }).replace("ShadyDOM.force = true", set);
    assert.equal(facts(text).isCompatible, true, set);
  }
  for (const set of ["ShadyDOM.force = false", "ShadyDOM.forced = true", "ShadyDOM.force = truer"]) {
    const text = page({ compatibility: true }).replace("ShadyDOM.force = true", set);
    assert.equal(facts(text).isCompatible, false, set);
  }
});

test("a page without the flow's own settings has the title of its head and the background that it paints", () => {
  const old = page().replace(/<script data-id="flow-config">[^]*?<\/script>/, "");
  const { flow } = facts(old.replace(/<title>.*<\/title>/, "<title>\n Example - Welcome </title>"));
  assert.deepEqual(flow, { title: "Example - Welcome", background: "http://id.example/back.jpg", layout: "stacked" });
  const nameless = facts(old.replace(/<title>.*<\/title>/, "<title> </title>").replace(/--ak-global--[^;]*;/, ""));
  assert.deepEqual(nameless.flow, { title: "Example", background: "", layout: "stacked" });
});

test("messages are read one by one, and a level that is not known is a plain one", () => {
  const event = (level: string, message: string): string =>
    `window.dispatchEvent(new CustomEvent("ak-message", {\n detail: {\n level: "${level}",\n message: "${message}",\n } }));`;
  const text = page().replace(
    '"DOMContentLoaded", function () {',
    (found) => found + event("warning", "Careful\\u003A a") + event("\\u0065rror", "b") + event("loud", "c"),
  );
  assert.deepEqual(facts(text).messages, [
    { level: "warning", message: "Careful: a" },
    { level: "error", message: "b" },
    { level: "info", message: "c" },
  ]);
});

test("a page that says other things than we know is not read at all", () => {
  const without = (name: string): unknown => ({ ...brand, [name]: undefined });
  const brands: readonly unknown[] = [
    ...["branding_title", "branding_logo", "branding_favicon", "branding_custom_css"].map(without),
    { ...brand, branding_logo: 1 },
    { ...brand, ui_footer_links: {} },
    ...["", "auto", undefined].map((theme) => ({ ...brand, ui_theme: theme })),
  ];
  for (const odd of brands) {
    const text = page().replace(/brand: JSON\.parse\('[^']*'/, () => `brand: JSON.parse('${escaped(odd)}'`);
    assert.equal(readPageFacts(text), undefined, JSON.stringify(odd));
  }
  for (const [name, json] of ["brand", "config"].flatMap((name) =>
    ["null", "1", escaped("text"), "{}", "[]", "{"].map((json) => [name, json] as const),
  )) {
    const text = page().replace(new RegExp(`${name}: JSON\\.parse\\('[^']*'`), () => `${name}: JSON.parse('${json}'`);
    assert.equal(readPageFacts(text), undefined, `${name} ${json}`);
  }
  for (const name of ["brand", "config"])
    assert.equal(readPageFacts(page().replace(`${name}: JSON`, "x: JSON")), undefined);
  assert.equal(readPageFacts("<!doctype html><script>window.authentik = {}</script>"), undefined);
});

test("each theme is known", () => {
  for (const theme of ["automatic", "light", "dark"])
    assert.equal(facts(page({ brand: { ...brand, ui_theme: theme } })).brand.ui_theme, theme);
});

/** JSON as Django's `escapejs` writes it, as far as it matters here. */
function escaped(value: unknown): string {
  return JSON.stringify(value).replaceAll('"', "\\u0022");
}
