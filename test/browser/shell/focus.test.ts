import { expect } from "@open-wc/testing";
import {
  accessDeniedChallenge,
  dummyChallenge,
  identificationChallenge,
  passwordChallenge,
} from "../../fixtures/challenges.ts";
import { scenarios } from "../../fixtures/scenarios.ts";
import { afterwards, mountFlow } from "../../support/mount.ts";
import { click, fillIn, press } from "../../support/person.ts";
import { until } from "../../support/until.ts";

describe("the focus", () => {
  it("goes to the field of the first step", async () => {
    const { screen } = await mountFlow({ first: identificationChallenge() });
    expect(document.activeElement).to.equal(screen.field("Email or username"));
  });

  it("goes to the first field that is still empty", async () => {
    const first = identificationChallenge({ password_fields: true, pending_user_identifier: "ada" });
    const { screen } = await mountFlow({ first });
    expect(document.activeElement).to.equal(screen.field("Password"));
  });

  it("is not taken from where it is on a page that has just been loaded", async () => {
    const search = document.createElement("input");
    document.body.append(search);
    afterwards(() => search.remove());
    search.focus();
    await mountFlow({ first: identificationChallenge() });
    expect(document.activeElement).to.equal(search);
  });

  it("goes to the field of each step that follows", async () => {
    const { screen } = await mountFlow(scenarios.signIn);
    fillIn(screen.field("Email or username"), "ada");
    await press("Enter");
    expect(document.activeElement).to.equal(screen.field("Password"));
  });

  it("goes to the button where there is no field", async () => {
    const { screen } = await mountFlow({ first: dummyChallenge() });
    expect(document.activeElement).to.equal(screen.button("Continue"));
  });

  it("goes to the way out where there is no answer", async () => {
    const { screen } = await mountFlow({ first: accessDeniedChallenge() });
    expect(document.activeElement).to.equal(screen.link("Go to the overview"));
  });

  it("goes to the field in error", async () => {
    const { screen } = await mountFlow(scenarios.unknownName);
    fillIn(screen.field("Email or username"), "nobody");
    await click(screen.button("Log in"));
    expect(document.activeElement).to.equal(screen.field("Email or username"));
  });

  it("passes by the account of the step, which is only to be read", async () => {
    const { screen } = await mountFlow({ first: passwordChallenge() });
    expect(screen.field("Account").tabIndex).to.equal(-1);
  });

  it("does not move the page", async () => {
    const before = document.createElement("div");
    before.style.blockSize = "300vh";
    document.body.prepend(before);
    afterwards(() => before.remove());
    const { screen } = await mountFlow({ ...scenarios.signIn });
    const field = screen.field("Email or username");
    fillIn(field, "ada");
    // Some browsers scroll to what has the focus only a little later.
    field.scrollIntoView({ block: "center" });
    await until(() => isInView(field), "the field is in view");
    const { scrollY } = window;
    await press("Enter");
    expect(Math.abs(window.scrollY - scrollY)).to.be.lessThan(innerHeight);
  });
});

describe("a new step", () => {
  it("is announced by its title", async () => {
    const { root, screen } = await mountFlow(scenarios.signIn);
    fillIn(screen.field("Email or username"), "ada");
    await press("Enter");
    expect(root.querySelector(".ak-announcer[role=status]")?.textContent).to.equal("Enter your password");
  });

  it("is announced with the sentence below its title", async () => {
    const { root, screen } = await mountFlow(scenarios.stepBetween);
    fillIn(screen.field("Email or username"), "ada");
    await press("Enter");
    await until(() => screen.has("button", "Continue"), "the step shows");
    const announced = root.querySelector(".ak-announcer[role=status]")?.textContent;
    expect(announced).to.equal("Welcome to Northwind. Stage name: a step to try");
  });

  it("has one title", async () => {
    const { root } = await mountFlow({ first: passwordChallenge() });
    expect(root.querySelectorAll("h1")).to.have.length(1);
  });
});

function isInView(element: Element): boolean {
  const { top, bottom } = element.getBoundingClientRect();
  return top >= 0 && bottom <= innerHeight;
}
