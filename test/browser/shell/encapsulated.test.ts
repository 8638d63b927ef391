import { expect } from "@open-wc/testing";
import { identificationChallenge } from "../../fixtures/challenges.ts";
import { scenarios } from "../../fixtures/scenarios.ts";
import { expectAccessible } from "../../support/accessible.ts";
import { isCompatibility } from "../../support/mode.ts";
import { afterwards, mountFlow } from "../../support/mount.ts";
import { click, fillIn, press } from "../../support/person.ts";
import { settle } from "../../support/until.ts";

// In compatibility mode there are no shadow roots to put anything into: the one excludes the other.
(isCompatibility ? describe.skip : describe)("an encapsulated flow", () => {
  it("keeps everything in its shadow root", async () => {
    const { executor } = await mountFlow({ first: identificationChallenge(), encapsulated: true });
    expect(executor.children).to.be.empty;
    expect(executor.shadowRoot?.querySelector("form")).not.to.equal(null);
  });

  it("signs in", async () => {
    const { screen, destinations } = await mountFlow({ ...scenarios.signIn, encapsulated: true });
    fillIn(screen.field("Email or username"), "ada");
    await press("Enter");
    fillIn(screen.field("Password"), "correct horse");
    await press("Enter");
    expect(destinations).to.deep.equal([`${location.origin}/if/user/`]);
  });

  it("looks the same without the document's stylesheet", async () => {
    removeStylesheets();
    const { screen } = await mountFlow({ first: identificationChallenge(), encapsulated: true });
    const button = screen.button("Log in");
    expect(button.getBoundingClientRect().height).to.equal(48);
    expect(getComputedStyle(button).borderRadius).to.equal("10px");
  });

  it("has the theme of the page, also when that changes", async () => {
    removeStylesheets();
    const { root } = await mountFlow({ first: identificationChallenge(), encapsulated: true });
    const heading = root.querySelector("h1") ?? document.body;
    const colours: Record<string, string> = {};
    for (const theme of ["light", "dark"]) {
      document.documentElement.dataset["theme"] = theme;
      await settle();
      colours[theme] = getComputedStyle(heading).color;
    }
    expect(getComputedStyle(heading).colorScheme).to.equal("dark");
    expect(colours["light"]).not.to.equal(colours["dark"]);
  });

  it("is not touched by the page's own rules", async () => {
    const rules = new CSSStyleSheet();
    rules.replaceSync("button { display: none; }");
    document.adoptedStyleSheets = [rules];
    afterwards(() => (document.adoptedStyleSheets = []));
    const { screen } = await mountFlow({ first: identificationChallenge(), encapsulated: true });
    expect(screen.has("button", "Log in")).to.equal(true);
  });

  it("is accessible", async () => {
    const { executor } = await mountFlow({ first: identificationChallenge(), encapsulated: true });
    await expectAccessible(executor);
  });

  it("puts the focus into the first field", async () => {
    const { executor, screen } = await mountFlow({ first: identificationChallenge(), encapsulated: true });
    expect(executor.shadowRoot?.activeElement).to.equal(screen.field("Email or username"));
  });

  it("puts the focus into the field in error", async () => {
    const { executor, screen } = await mountFlow({ ...scenarios.unknownName, encapsulated: true });
    fillIn(screen.field("Email or username"), "nobody");
    await click(screen.button("Log in"));
    expect(executor.shadowRoot?.activeElement).to.equal(screen.field("Email or username"));
  });
});

function removeStylesheets(): void {
  const links = [...document.querySelectorAll("link[rel=stylesheet]")];
  for (const link of links) link.remove();
  afterwards(() => document.head.append(...links));
}
