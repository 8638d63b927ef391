/** What pages of somebody else's do with the element: move it, take it out, have two of it, say where its server is only later, have rules for everything. */
import { expect } from "@open-wc/testing";
import type { Brand } from "../../../src/protocol/challenges.ts";
import { FlowElement, defineFlow } from "../../../src/package/define.ts";
import { prompt, promptChallenge } from "../../fixtures/prompt-challenges.ts";
import { fixtures } from "../../kit/fixtures.ts";
import { mockFlow } from "../../kit/mock-flow.ts";
import { contrast, painted } from "../../support/colours.ts";
import { isCompatibility } from "../../support/mode.ts";
import { afterwards } from "../../support/mount.ts";
import { until } from "../../support/until.ts";

defineFlow();
const { "ak-stage-dummy": dummy, "ak-stage-password": password, "ak-stage-identification": identification } = fixtures;

type Requests = { readonly url: string; readonly init: RequestInit | undefined }[];

/** A server that notes what it is asked; what it says may have to wait. */
function noted(
  flow: { readonly fetch: typeof fetch },
  gate?: (init?: RequestInit) => Promise<unknown>,
): { requests: Requests; fetch: typeof fetch } {
  const requests: Requests = [];
  const ask: typeof fetch = async (input, init) => {
    requests.push({ url: String(input instanceof Request ? input.url : input), init });
    const answer = await flow.fetch(input, init);
    await gate?.(init);
    init?.signal?.throwIfAborted();
    return answer;
  };
  return { requests, fetch: ask };
}

function placed(properties: Partial<FlowElement>, place: ParentNode = document.body): FlowElement {
  const element = new FlowElement();
  Object.assign(element, { slug: "any", lang: "en", ...properties });
  place.append(element);
  afterwards(() => {
    if (element.isConnected) element.remove();
  });
  return element;
}

function title(element: FlowElement): string {
  const root = element.encapsulated ? element.shadowRoot : element;
  return root?.querySelector(".ak-title")?.textContent ?? "";
}

function shown(element: FlowElement, text?: string): Promise<void> {
  return until(() => (text === undefined ? title(element) !== "" : title(element) === text), "the step shows").then(
    () => undefined,
  );
}

describe("in a page that moves things about, the element", () => {
  it("waits for start() wherever it is put", async () => {
    const { requests, fetch } = noted(mockFlow([dummy()]));
    const element = placed({ manual: true, fetch });
    await element.updateComplete;
    const box = document.createElement("div");
    document.body.append(box);
    box.append(element);
    await element.updateComplete;
    await new Promise((resolve) => setTimeout(resolve));
    expect(requests).to.deep.equal([]);
    await element.start();
    await shown(element);
    box.remove();
  });

  it("asks where the flow stands when it was moved during a request, and goes on from there", async () => {
    let open = (): void => undefined;
    const wait = new Promise<void>((resolve) => (open = resolve));
    const flow = mockFlow([dummy(), password()]);
    const { requests, fetch } = noted(flow, (init) => (init?.method === "POST" ? wait : Promise.resolve()));
    const element = placed({ fetch });
    await shown(element);
    element.querySelector("form")?.requestSubmit();
    await until(() => requests.some(({ init }) => init?.method === "POST"), "the answer is on its way");
    const box = document.createElement("div");
    document.body.append(box);
    box.append(element);
    open();
    await shown(element, "Enter your password");
    await until(() => !element.matches(":state(busy)"), "it is idle");
    expect(flow.answers).to.have.length(1);
    expect(element.querySelectorAll(".ak-card")).to.have.length(1);
    expect(element.querySelector("form")?.getAttribute("aria-busy")).to.equal("false");
    box.remove();
  });

  it("keeps what was typed when it is moved", async () => {
    const fields = [prompt("text", "colour", "Colour"), prompt("text", "town", "Town")];
    const element = placed({ fetch: mockFlow([promptChallenge(fields), dummy()]).fetch });
    const town = (): HTMLInputElement | null => element.querySelector("input[name=town]");
    await until(() => town() !== null, "the form shows");
    const first = town();
    if (first) first.value = "Aarhus";
    const box = document.createElement("div");
    document.body.append(box);
    let times = 0;
    element.addEventListener("ak-flow-shown", () => times++);
    box.append(element);
    await until(() => times > 0, "it has asked anew");
    expect(town()?.value).to.equal("Aarhus");
    box.remove();
  });

  it("stands beside another with labels of its own", async () => {
    const one = placed({ fetch: mockFlow([identification(), password()]).fetch });
    const other = placed({
      fetch: mockFlow([identification(), promptChallenge([prompt("text", "town", "Town")])]).fetch,
    });
    await shown(one);
    await shown(other);
    const input = other.querySelector<HTMLInputElement>("input[autocomplete~=username]");
    expect([...(input?.labels ?? [])].map((label) => other.contains(label))).to.deep.equal([true]);
    if (input) input.value = "ada";
    input?.form?.requestSubmit();
    await until(() => other.querySelector("input[name=town]"), "the next step shows");
    const town = other.querySelector<HTMLInputElement>("input[name=town]");
    expect(town?.labels?.[0]?.textContent).to.contain("Town");
    town?.form?.requestSubmit();
    await until(() => town?.getAttribute("aria-invalid") === "true", "it is required");
    for (const element of [one, other]) {
      for (const name of ["aria-describedby", "aria-labelledby", "for"]) {
        for (const tied of element.querySelectorAll(`[${name}]`)) {
          for (const id of (tied.getAttribute(name) ?? "").split(" ").filter(Boolean)) {
            const target = document.getElementById(id);
            if (target) expect(element.contains(target), `${name} ${id}`).to.equal(true);
          }
        }
      }
    }
    const ids = [...document.querySelectorAll("[id^=ak-], [id*='-ak-']")].map(({ id }) => id);
    expect(ids).to.deep.equal([...new Set(ids)]);
  });

  it("can be there before its code, with what the page has set meanwhile", async () => {
    const early = document.createElement("late-flow-executor") as FlowElement;
    Object.assign(early, { slug: "any", fetch: mockFlow([dummy()]).fetch, manual: true });
    early.lang = "en";
    document.body.append(early);
    afterwards(() => early.remove());
    defineFlow({ prefix: "late" });
    customElements.upgrade(early);
    await early.updateComplete;
    expect(title(early)).to.equal("");
    await early.start();
    await shown(early);
  });
});

describe("where the page says which server it is, the element", () => {
  it("begins anew with another server: with its brand, and without the token of the one before", async () => {
    const brand = (name: string): Brand =>
      ({ branding_title: name, branding_logo: "data:image/gif;base64,R0lGODlhAQABAAAAACw=" }) as Brand;
    const servers: Record<string, typeof fetch> = {
      "https://one.example": mockFlow([dummy(), password()], { brand: brand("One") }).fetch,
      "https://two.example": mockFlow([password()], { brand: brand("Two") }).fetch,
    };
    const { requests, fetch } = noted({
      fetch: async (input, init) => {
        const { origin } = new URL(String(input instanceof Request ? input.url : input));
        const answer = (await servers[origin]?.(input, init)) ?? Response.error();
        return new Response(answer.body, { headers: { "X-authentik-CSRF": `of ${origin}` } });
      },
    });
    const logo = (): string | undefined => element.shadowRoot?.querySelector<HTMLImageElement>("[part=brand] img")?.alt;
    const element = placed({ fetch, apiBase: "https://one.example/" });
    await until(() => logo() === "One", "the brand shows");
    await shown(element);
    element.apiBase = "https://two.example/";
    await shown(element, "Enter your password");
    await until(() => logo() === "Two", "the other brand shows");
    const told = requests
      .filter(({ url }) => url.startsWith("https://two.example"))
      .map(({ init }) => new Headers(init?.headers).get("x-authentik-csrf"));
    expect(told[0]).to.equal("");
    expect(told.join(" ")).not.to.contain("one.example");
  });

  for (const apiBase of ["https://", "http://[", "javascript:alert(1)", "data:text/html,x"]) {
    it(`says that it cannot be reached: ${apiBase}`, async () => {
      const { requests, fetch } = noted(mockFlow([dummy()]));
      const element = placed({ fetch, apiBase });
      await shown(element);
      expect(element.textContent).to.contain("cannot be reached");
      expect(requests).to.deep.equal([]);
    });
  }

  it("shows the placeholder once it has no flow any more", async () => {
    const flow = mockFlow([dummy(), password()]);
    const element = placed({ fetch: flow.fetch });
    await shown(element);
    const form = element.querySelector("form");
    element.removeAttribute("slug");
    element.slug = "";
    await until(() => element.shadowRoot?.querySelector("slot[name=placeholder]"), "the placeholder shows");
    form?.requestSubmit();
    expect(flow.answers).to.deep.equal([]);
    expect(element.querySelector("form")).to.equal(null);
  });
});

(isCompatibility ? describe.skip : describe)(
  "encapsulated, in a page that has rules for everything, the element",
  () => {
    for (const rules of [
      "* { all: unset }",
      "* { all: unset !important } button, input, form { display: none !important }",
      "body * { margin: 0; color: #fff; font: 10px/1 fantasy; letter-spacing: 5px; text-transform: uppercase }",
    ]) {
      for (const scheme of ["light", "dark"]) {
        it(`can be read and used: ${rules}, ${scheme}`, async () => {
          const sheet = new CSSStyleSheet();
          sheet.replaceSync(rules);
          document.adoptedStyleSheets.push(sheet);
          document.documentElement.dataset["theme"] = scheme;
          afterwards(() => {
            document.adoptedStyleSheets = document.adoptedStyleSheets.filter((each) => each !== sheet);
            delete document.documentElement.dataset["theme"];
          });
          const element = placed({ fetch: mockFlow([identification()]).fetch, encapsulated: true });
          await shown(element);
          const card = element.shadowRoot?.querySelector<HTMLElement>(".ak-card");
          const heading = card?.querySelector("h1");
          const button = card?.querySelector<HTMLButtonElement>(".ak-button");
          if (!card || !heading || !button) throw new Error("there is no card");
          expect(button.getBoundingClientRect().height).to.be.at.least(44);
          expect(getComputedStyle(card).letterSpacing).to.equal("normal");
          const { color, fontSize } = getComputedStyle(heading);
          expect(parseFloat(fontSize)).to.be.at.least(20);
          expect(contrast(painted(color), painted(getComputedStyle(card).backgroundColor))).to.be.at.least(4.5);
          const label = card.querySelector("label");
          if (label)
            expect(
              contrast(painted(getComputedStyle(label).color), painted(getComputedStyle(card).backgroundColor)),
            ).to.be.at.least(4.5);
        });
      }
    }
  },
);
