/** The element of the package in a page of somebody else's: its methods, its states, what it leaves behind; and the themes. */
import { expect } from "@open-wc/testing";
import standard from "../../../src/client/ui/styles/tokens.css?inline";
import { FlowElement, defineFlow } from "../../../src/package/define.ts";
import compact from "../../../src/package/themes/compact.css?inline";
import highContrast from "../../../src/package/themes/high-contrast.css?inline";
import northwind from "../../../src/package/themes/northwind.css?inline";
import type { Brand, Challenge } from "../../../src/protocol/challenges.ts";
import { prompt, promptChallenge } from "../../fixtures/prompt-challenges.ts";
import { fixtures } from "../../kit/fixtures.ts";
import { mockFlow } from "../../kit/mock-flow.ts";
import { contrast, painted } from "../../support/colours.ts";
import { themePairs } from "../../support/theme-pairs.ts";
import { themeProperties, type ThemeTokens } from "../../../src/package/theme.ts";
import { until } from "../../support/until.ts";

defineFlow();
const { "ak-stage-dummy": dummy, "ak-stage-password": password } = fixtures;
const { "ak-stage-identification": identification, "xak-flow-redirect": redirect } = fixtures;

function mounted(flow: ReturnType<typeof mockFlow>, { manual = false, apiBase = "/" } = {}): FlowElement {
  const element = new FlowElement();
  Object.assign(element, { slug: "any", lang: "en", fetch: flow.fetch, manual, apiBase });
  document.body.append(element);
  return element;
}

function title(element: FlowElement): string {
  return element.querySelector(".ak-title")?.textContent ?? "";
}

function fillIn(element: FlowElement, selector: string, text: string): void {
  const input = element.querySelector<HTMLInputElement>(selector);
  if (!input) throw new Error(`There is no ${selector}.`);
  input.value = text;
  input.form?.requestSubmit();
}

describe("the element", () => {
  it("waits for start() where it is told to, goes back to the placeholder, and begins anew", async () => {
    const element = mounted(mockFlow([dummy(), password()]), { manual: true });
    await element.updateComplete;
    expect(element.querySelector("form")).to.equal(null);
    await element.start();
    await until(() => title(element) !== "", "the step shows");
    element.querySelector("form")?.requestSubmit();
    await until(() => title(element) === "Enter your password", "the step shows");
    await element.cancel();
    expect(element.querySelector("form")).to.equal(null);
    expect(element.shadowRoot?.querySelector("slot[name=placeholder]")).not.to.equal(null);
    await element.restart();
    await until(() => title(element) !== "" && title(element) !== "Enter your password", "the step shows");
    element.remove();
  });

  it("shows as a state that it waits for the server", async () => {
    const flow = mockFlow([dummy(), password()]);
    const element = mounted(flow);
    await until(() => title(element) !== "" && !element.matches(":state(busy)"), "the step shows");
    element.querySelector("form")?.requestSubmit();
    await Promise.resolve();
    expect(element.matches(":state(busy)")).to.equal(true);
    await until(() => title(element) === "Enter your password" && !element.matches(":state(busy)"), "the step shows");
    element.remove();
  });

  it("stands beside another, each with its own flow, and sends nothing once it is gone", async () => {
    const flows = [mockFlow([dummy(), password()]), mockFlow([dummy(), password()])] as const;
    const [one, other] = flows.map((flow) => mounted(flow)) as [FlowElement, FlowElement];
    await until(() => title(one) !== "" && title(other) !== "", "the step shows");
    one.querySelector("form")?.requestSubmit();
    await until(() => title(one) === "Enter your password", "the step shows");
    expect(title(other)).not.to.equal("Enter your password");
    other.remove();
    other.querySelector("form")?.requestSubmit();
    expect(flows[1].answers).to.deep.equal([]);
    one.remove();
  });

  it("has the addresses of its server, and not those of the page, also in what somebody wrote in HTML", async () => {
    const source = {
      name: "Example",
      icon_url: "/media/example.svg",
      challenge: { component: "xak-flow-redirect", to: "/source/oauth/login/example/" },
    } as const;
    const info = { title: "Sign in", layout: "stacked", cancel_url: "/flows/-/cancel/" } as const;
    const note = '<a href="/help">Help</a> <a href="https://other.example/">Other</a> <img src="/media/note.png">';
    const flow = mockFlow(
      [
        identification({ enroll_url: "/if/flow/sign-up/", sources: [source] }),
        password({ pending_user: "ada", pending_user_avatar: "/media/ada.png", flow_info: info }),
        promptChallenge([prompt("static", "note", "", { initial_value: note })]),
        redirect({ to: "/if/flow/other/" }),
      ],
      { brand: { branding_title: "Theirs", branding_logo: "/static/logo.svg" } as Brand },
    );
    const element = mounted(flow, { apiBase: "https://id.example/" });
    const address = (selector: string, name = "src"): string | null | undefined =>
      (element.querySelector(selector) ?? element.shadowRoot?.querySelector(selector))?.getAttribute(name);
    const first = new Promise<Challenge>((resolve) => {
      element.addEventListener("ak-flow-before-step", ({ challenge }) => resolve(challenge), { once: true });
    });
    await until(() => title(element) !== "" && address("[part=brand] img") !== undefined, "the step shows");
    expect(address("[part=brand] img")).to.equal("https://id.example/static/logo.svg");
    expect(JSON.stringify(await first)).to.contain("https://id.example/media/example.svg");
    expect(address("[data-link=enroll]", "href")).to.equal("https://id.example/if/flow/sign-up/");
    fillIn(element, "input[name=uid_field], input[autocomplete~=username]", "ada");
    await until(() => title(element) === "Enter your password", "the step shows");
    expect(address(".ak-account img")).to.equal("https://id.example/media/ada.png");
    expect(address("a[href*=cancel]", "href")).to.equal("https://id.example/flows/-/cancel/");
    fillIn(element, "input[type=password]", "secret");
    await until(() => address("a[href*=help]", "href") !== undefined, "the step shows");
    expect(address("a[href*=help]", "href")).to.equal("https://id.example/help");
    expect(address("a[href*=other]", "href")).to.equal("https://other.example/");
    expect(address("img[src*=note]")).to.equal("https://id.example/media/note.png");
    const left = new Promise<string>((resolve) => {
      element.addEventListener("ak-flow-before-leave", (event) => {
        event.preventDefault();
        resolve(event.to);
      });
    });
    element.querySelector("form")?.requestSubmit();
    expect(await left).to.equal("https://id.example/if/flow/other/");
    element.remove();
  });

  it("shows a long account's name whole", async () => {
    const name = "alexandra.musterfrau-von-und-zu-hohenstein@subsidiary.example.org";
    const element = mounted(mockFlow([password({ pending_user: name })]));
    await until(() => element.querySelector("[data-name]"), "the name is whole");
    expect(element.querySelector<HTMLElement>(".ak-account")?.dataset["name"]).to.equal(name);
    element.remove();
  });

  it("has another tag where the page wants one", () => {
    const own = defineFlow({ prefix: "acme" });
    expect(own).to.equal("acme-flow-executor");
    expect(document.createElement(own)).to.be.instanceOf(FlowElement);
    expect(defineFlow({ prefix: "acme" })).to.equal(own);
  });
});

describe("the themes can be read", () => {
  const themes: readonly (readonly [name: string, css: string, more: number])[] = [
    ["default", standard, 1],
    ["high contrast", highContrast, 7 / 4.5],
    ["compact", compact, 1],
    ["northwind", northwind, 1],
  ];
  for (const [name, css, more] of themes) {
    for (const scheme of ["light", "dark"]) {
      it(`${name}, ${scheme}`, () => {
        const sheet = new CSSStyleSheet();
        sheet.replaceSync(css);
        document.adoptedStyleSheets.push(sheet);
        const element = mounted(mockFlow([dummy()]), { manual: true });
        element.style.colorScheme = scheme;
        const colour = (token: keyof ThemeTokens): string => {
          element.style.color = `var(${themeProperties[token]})`;
          return getComputedStyle(element).color;
        };
        const faint = themePairs.filter(
          ({ front, behind, least }) => contrast(painted(colour(front)), painted(colour(behind))) < least * more,
        );
        document.adoptedStyleSheets.pop();
        element.remove();
        expect(faint).to.deep.equal([]);
      });
    }
  }
});
