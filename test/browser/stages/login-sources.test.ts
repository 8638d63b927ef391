import { expect } from "@open-wc/testing";
import { flowInfo, identificationChallenge, passwordChallenge, redirectChallenge } from "../../fixtures/challenges.ts";
import { loginSource } from "../../fixtures/source-challenges.ts";
import { loginSourceStates } from "../../fixtures/states/login-source-states.ts";
import { insertFlow, type MountedFlow, mountFlow } from "../../support/mount.ts";
import { click, press } from "../../support/person.ts";
import { describeStates } from "../../support/states-contract.ts";
import { settle, until } from "../../support/until.ts";

describe("identification with login sources: the contract", () => describeStates(loginSourceStates));

const contoso = loginSource();
const fabrikam = loginSource({ name: "Fabrikam", challenge: redirectChallenge({ to: "https://fabrikam.example/" }) });
const away = `${location.origin}/source/oauth/login/contoso/`;

type Overrides = Parameters<typeof identificationChallenge>[0];

function withSources(overrides: Overrides = {}): Promise<MountedFlow> {
  return mountFlow({ first: identificationChallenge({ sources: [contoso, fabrikam], ...overrides }) });
}

describe("login sources", () => {
  it("stand below the form, in the server's order", async () => {
    const { screen } = await withSources();
    expect(screen.buttons.map((button) => button.ariaLabel ?? button.innerText)).to.deep.equal([
      "Log in",
      "Continue with Contoso",
      "Continue with Fabrikam",
    ]);
  });

  it("begin with the promoted ones, which otherwise keep their order", async () => {
    const names = ["A", "B", "C", "D"];
    const sources = names.map((name) => loginSource({ name, promoted: name === "B" || name === "D" }));
    const { screen } = await withSources({ sources, user_fields: [] });
    expect(screen.buttons.map(({ ariaLabel }) => ariaLabel?.at(-1)).join("")).to.equal("BDAC");
  });

  it("say their names only where the administrator wants it", async () => {
    const { screen } = await withSources();
    expect(screen.text).not.to.contain("Contoso");
  });

  it("say their names where the administrator wants it", async () => {
    const { screen } = await withSources({ show_source_labels: true });
    expect(screen.text).to.contain("Contoso Fabrikam");
  });

  it("say their names where there is no icon to tell them apart", async () => {
    const { screen } = await withSources({ sources: [loginSource({ icon_url: null }), fabrikam] });
    expect(screen.text).to.contain("Contoso");
  });

  it("say their names when the picture cannot be loaded", async () => {
    const { screen } = await withSources({ sources: [loginSource({ icon_url: "data:image/png;base64,x" }), fabrikam] });
    await until(() => screen.text.includes("Contoso"), "the name shows");
  });

  it("have icons of our own where the server names one, and a general one for what we do not have", async () => {
    const names = ["fa://fa-key", "fa://fas fa-graduation-cap", "fa://fa-brand-of-somebody"];
    const sources = names.map((icon_url, i) => loginSource({ name: `Source ${i}`, icon_url }));
    const { root } = await withSources({ sources });
    const drawn = [...root.querySelectorAll("svg.ak-source-icon")].map(({ innerHTML }) => innerHTML);
    expect(new Set(drawn).size).to.equal(3);
    expect(root.querySelector("img.ak-source-icon")).to.equal(null);
  });

  it("have pictures on something light where the page is dark", async () => {
    const { executor, root } = await withSources();
    const ground = (): string => getComputedStyle(root.querySelector("img.ak-source-icon") ?? executor).backgroundColor;
    executor.style.colorScheme = "light";
    expect(ground()).to.equal("rgba(0, 0, 0, 0)");
    executor.style.colorScheme = "dark";
    expect(ground()).to.contain("0.97");
  });

  it("say that they are promoted by saying more", async () => {
    const { screen } = await withSources({ sources: [loginSource({ promoted: true }), fabrikam] });
    expect(screen.button("Continue with Contoso").innerText.trim()).to.equal("Continue with Contoso");
  });

  it("are set off from the form", async () => {
    const { screen } = await withSources();
    expect(screen.text).to.contain("or");
  });

  it("are set off once where there is a link too", async () => {
    const { root } = await withSources({ passwordless_url: "#key" });
    expect(root.querySelectorAll(".ak-or")).to.have.length(1);
  });

  it("are not set off from nothing", async () => {
    const { root } = await withSources({ user_fields: null });
    expect(root.querySelectorAll(".ak-or")).to.be.empty;
  });

  it("lead to where their accounts are, without asking the server", async () => {
    const { screen, destinations, server } = await withSources();
    await click(screen.button("Continue with Contoso"));
    expect(destinations).to.deep.equal([away]);
    expect(server.requests).to.be.empty;
  });

  it("are chosen by keyboard too", async () => {
    const { screen, destinations } = await withSources();
    screen.button("Continue with Fabrikam").focus();
    await press("Enter");
    expect(destinations).to.deep.equal(["https://fabrikam.example/"]);
  });

  it("are chosen once", async () => {
    const { screen, destinations } = await withSources();
    await click(screen.button("Continue with Contoso"));
    await click(screen.button("Continue with Fabrikam"));
    expect(destinations).to.deep.equal([away]);
  });

  it("do not send the form on Enter in a field", async () => {
    const { screen, destinations } = await withSources();
    screen.field("Email or username").focus();
    await press("Enter");
    expect(destinations).to.be.empty;
  });

  it("show their own step in place of the form", async () => {
    const challenge = {
      component: "ak-source-from-the-future",
      flow_info: flowInfo({ title: "Another way" }),
    } as never;
    const { screen } = await withSources({ sources: [loginSource({ challenge }), fabrikam] });
    await click(screen.button("Continue with Contoso"));
    await until(() => !screen.has("button", "Log in"), "the form is gone");
  });

  it("never open an address that would run script", async () => {
    const unsafe = loginSource({ challenge: redirectChallenge({ to: "javascript:alert(1)" }) });
    const { screen, destinations } = await withSources({ sources: [unsafe, fabrikam] });
    await click(screen.button("Continue with Contoso"));
    expect(destinations).to.be.empty;
    await until(() => screen.text.includes("not safe"), "the page says so");
  });
});

describe("the only login source", () => {
  const sole = identificationChallenge({ user_fields: [], sources: [contoso] });

  it("is gone to at once, and nothing is shown before", async () => {
    const steps: string[] = [];
    const { destinations, root } = await insertFlow({
      first: sole,
      before: (executor) =>
        executor.addEventListener("ak-flow-before-step", ({ challenge }) => steps.push(challenge.component)),
    });
    await settle();
    expect(destinations).to.deep.equal([away]);
    expect(steps).not.to.contain("ak-stage-identification");
    expect(root.querySelector("ak-stage-identification")).to.equal(null);
  });

  it("is gone to after another step too", async () => {
    const { screen, destinations } = await mountFlow({ first: passwordChallenge(), answers: [sole] });
    screen.field("Password").value = "x";
    await click(screen.button("Continue"));
    expect(destinations).to.deep.equal([away]);
  });

  for (const [what, overrides] of [
    ["there is a name to type in", { user_fields: ["email"] }],
    ["there is a passkey to use", { passwordless_url: "#key" }],
    ["there is another one", { sources: [contoso, fabrikam] }],
  ] as const) {
    it(`waits to be chosen where ${what}`, async () => {
      const { destinations } = await mountFlow({ first: identificationChallenge({ ...sole, ...overrides } as never) });
      await settle();
      expect(destinations).to.be.empty;
    });
  }

  it("waits to be chosen by somebody who comes back from it", async () => {
    const { destinations, screen } = await insertFlow({ first: sole, answers: [sole] });
    await settle();
    dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true }));
    await until(() => screen.has("button", "Continue with Contoso"), "there is something to choose");
    expect(destinations).to.have.length(1);
  });
});
