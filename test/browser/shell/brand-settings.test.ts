import { expect } from "@open-wc/testing";
import { startExtras } from "../../../src/client/shell/page-extras.ts";
import type { Brand } from "../../../src/protocol/challenges.ts";
import { brand } from "../../fixtures/brand.ts";
import { identificationChallenge, passwordChallenge } from "../../fixtures/challenges.ts";
import { afterwards, mountFlow, type MountedFlow, type Mounting } from "../../support/mount.ts";
import { settle, until } from "../../support/until.ts";

const red = "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg'/>";
const blue = `${red}<!-- -->`;
const root = document.documentElement;

/** A page that a plain web server has, with what it gets to know of its brand afterwards. */
async function branded(overrides: Partial<Brand>, mounting: Mounting = {}, isInPage = false): Promise<MountedFlow> {
  const icon = document.createElement("link");
  icon.rel = "icon";
  document.head.append(icon);
  const sheets = [...document.adoptedStyleSheets];
  afterwards(() => {
    icon.remove();
    document.adoptedStyleSheets = sheets;
  });
  const flow = await mountFlow({ first: identificationChallenge(), ...mounting });
  flow.executor.brand = brand(overrides);
  await startExtras(flow.executor, { websocket: false, ...(isInPage && { brand: brand(overrides) }) }, ["en"]);
  await settle();
  return flow;
}

function iconOf(): string | undefined {
  return document.querySelector("link[rel=icon]")?.getAttribute("href") ?? undefined;
}

function logoOf({ executor }: MountedFlow): HTMLImageElement | null {
  return executor.renderRoot.querySelector<HTMLImageElement>("[part=brand] img");
}

describe("a brand that the page did not bring", () => {
  it("has its own rules, which win", async () => {
    const { executor } = await branded({ branding_custom_css: "ak-flow-executor { letter-spacing: 3px }" });
    await until(() => getComputedStyle(executor).letterSpacing === "3px", "the brand's rule counts");
  });

  it("has its colours", async () => {
    await branded({ ui_theme: "dark" });
    await until(() => root.dataset["theme"] === "dark", "the page is dark");
  });

  it("leaves the colours to whoever has chosen some", async () => {
    localStorage.setItem("theme", "auto");
    await branded({ ui_theme: "dark", branding_custom_css: "ak-flow-executor { letter-spacing: 3px }" });
    await until(() => document.adoptedStyleSheets.length > 0, "the brand has arrived");
    expect(root.dataset["theme"]).to.equal(undefined);
  });

  it("has pictures that fit the colours, also when these change", async () => {
    root.dataset["theme"] = "light";
    const themed = { light: red, dark: blue };
    const flow = await branded({ branding_logo_themed_urls: themed, branding_favicon_themed_urls: themed });
    await until(() => logoOf(flow)?.getAttribute("src") === red, "the logo for light pages");
    await until(() => iconOf() === red, "the icon for light pages");
    root.dataset["theme"] = "dark";
    await until(() => logoOf(flow)?.getAttribute("src") === blue, "the logo for dark pages");
  });

  it("moves nothing when it arrives, and neither do the languages", async () => {
    const flow = await mountFlow({ first: identificationChallenge() });
    const card = flow.root.querySelector(".ak-card");
    const before = card?.getBoundingClientRect().top;
    await startExtras(flow.executor, { websocket: false }, ["en"]);
    await until(() => flow.root.querySelector("#ak-language"), "the languages");
    expect(card?.getBoundingClientRect().top).to.equal(before);
    flow.executor.brand = brand();
    await until(() => logoOf(flow), "the logo");
    await settle();
    expect(card?.getBoundingClientRect().top).to.equal(before);
    const list = flow.root.querySelector("ak-language-select")?.getBoundingClientRect();
    expect(list?.top).to.be.at.least(card?.getBoundingClientRect().bottom ?? Infinity);
    flow.executor.brand = brand({ ui_footer_links: [] });
    await settle();
    expect(flow.root.querySelector("ak-language-select")?.getBoundingClientRect().top).to.equal(list?.top);
  });
});

it("a brand that came with the page is left as the server has made it", async () => {
  const css = "ak-flow-executor { letter-spacing: 3px }";
  const themed = { light: red, dark: red };
  const flow = await branded(
    { branding_custom_css: css, ui_theme: "dark", branding_logo_themed_urls: themed },
    {},
    true,
  );
  await until(() => logoOf(flow)?.getAttribute("src") === red, "its logo fits the colours all the same");
  expect(getComputedStyle(flow.executor).letterSpacing).to.equal("normal");
  expect(root.dataset["theme"]).to.equal(undefined);
});

describe("a picture that does not load", () => {
  const missing = "data:image/png;base64,AAAA";

  it("gives way to the brand's name, as a logo", async () => {
    const { executor } = await branded({ branding_logo: missing });
    const name = await until(() => executor.querySelector<HTMLElement>(".ak-brand"), "the name");
    expect(name.innerText).to.equal("Northwind");
    expect(getComputedStyle(name).gridRowStart).to.equal("brand");
  });

  it("is not there, as somebody's picture, and comes back with one that does", async () => {
    const flow = await branded({}, { first: passwordChallenge({ pending_user_avatar: missing }) });
    const avatar = await until(() => flow.root.querySelector<HTMLElement>(".ak-avatar"), "the picture's place");
    await until(() => getComputedStyle(avatar).display === "none", "it is not there");
    avatar.setAttribute("src", brand().branding_logo);
    await until(() => getComputedStyle(avatar).display !== "none", "it is there");
  });
});
