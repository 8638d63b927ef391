/** The element of the package in a page of somebody else's: its methods, its states, what it leaves behind; and the themes. */
import { expect } from "@open-wc/testing";
import standard from "../../../src/client/ui/styles/tokens.css?inline";
import { FlowElement, defineFlow } from "../../../src/package/define.ts";
import compact from "../../../src/package/themes/compact.css?inline";
import highContrast from "../../../src/package/themes/high-contrast.css?inline";
import northwind from "../../../src/package/themes/northwind.css?inline";
import { fixtures } from "../../kit/fixtures.ts";
import { mockFlow } from "../../kit/mock-flow.ts";
import { contrast, painted } from "../../support/colours.ts";
import { themePairs } from "../../support/theme-pairs.ts";
import { themeProperties, type ThemeTokens } from "../../../src/package/theme.ts";
import { until } from "../../support/until.ts";

defineFlow();
const { "ak-stage-dummy": dummy, "ak-stage-password": password } = fixtures;

function mounted(flow: ReturnType<typeof mockFlow>, { manual = false } = {}): FlowElement {
  const element = new FlowElement();
  Object.assign(element, { slug: "any", lang: "en", fetch: flow.fetch, manual });
  document.body.append(element);
  return element;
}

function title(element: FlowElement): string {
  return element.querySelector(".ak-title")?.textContent ?? "";
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
