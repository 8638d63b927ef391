import { expect } from "@open-wc/testing";
import { identificationChallenge } from "../../fixtures/challenges.ts";
import { expectAccessible } from "../../support/accessible.ts";
import { stopClock } from "../../support/clock.ts";
import { isCompatibility } from "../../support/mode.ts";
import { startExtras } from "../../../src/client/shell/page-extras.ts";
import { afterwards, mountFlow } from "../../support/mount.ts";
import { click } from "../../support/person.ts";
import { settle, until } from "../../support/until.ts";

const first = identificationChallenge();

describe("a message from the server", () => {
  it("is announced as an error if it is one", async () => {
    const { executor, screen } = await mountFlow({ first });
    await executor.showMessage({ level: "error", message: "The mail could not be sent." });
    expect(screen.alerts.join(" ")).to.contain("The mail could not be sent.");
  });

  it("shows when it came with the page, or a script of the page announces it", async () => {
    const { executor, screen } = await mountFlow({ first });
    const shown = (text: string): Promise<unknown> => until(() => screen.alerts.join(" ").includes(text), "it shows");
    await startExtras(executor, { messages: [{ level: "error", message: "From the page." }] }, ["en"]);
    await shown("From the page.");
    dispatchEvent(new CustomEvent("ak-message", { detail: { level: "error", message: "From a script." } }));
    await shown("From a script.");
  });

  it("is announced in passing if it is none", async () => {
    const { executor, screen } = await mountFlow({ first });
    await executor.showMessage({ level: "success", message: "Mail sent." });
    expect(screen.statuses.join(" ")).to.contain("Mail sent.");
  });

  it("shows once, however often it comes", async () => {
    const { executor, screen } = await mountFlow({ first });
    await executor.showMessage({ level: "error", message: "Not sent." });
    await executor.showMessage({ level: "error", message: "Not sent." });
    expect(screen.alerts).to.have.length(1);
  });

  it("can be dismissed", async () => {
    const { executor, screen } = await mountFlow({ first });
    await executor.showMessage({ level: "error", message: "Not sent." });
    await click(screen.button("Dismiss"));
    expect(screen.alerts).to.be.empty;
  });

  it("goes after ten seconds", async () => {
    const { executor, screen } = await mountFlow({ first });
    const clock = stopClock();
    afterwards(() => clock.start());
    await executor.showMessage({ level: "success", message: "Mail sent." });
    await clock.pass(10_000);
    expect(screen.text).not.to.contain("Mail sent.");
  });

  it("stays while somebody has the focus in it, and goes soon after", async () => {
    const { executor, screen } = await mountFlow({ first });
    const clock = stopClock();
    afterwards(() => clock.start());
    await executor.showMessage({ level: "success", message: "Mail sent." });
    screen.button("Dismiss").focus();
    await clock.pass(10_000);
    expect(screen.text).to.contain("Mail sent.");
    screen.button("Dismiss").blur();
    await clock.pass(1000);
    expect(screen.text).not.to.contain("Mail sent.");
  });

  it("does not show any more when the flow has left the page", async () => {
    const { executor } = await mountFlow({ first });
    await startExtras(executor, {}, ["en"]);
    executor.remove();
    dispatchEvent(new CustomEvent("ak-message", { detail: { level: "error", message: "Too late." } }));
    await settle();
    expect(executor.querySelector(".ak-toast")).to.equal(null);
  });

  it("stays if it is a problem", async () => {
    const { executor, screen } = await mountFlow({ first });
    const clock = stopClock();
    afterwards(() => clock.start());
    await executor.showMessage({ level: "warning", message: "Two tries left." });
    await clock.pass(60_000);
    expect(screen.text).to.contain("Two tries left.");
  });

  it("stands at the end of the window, whatever is on the page", async () => {
    const { executor } = await mountFlow({ first });
    await executor.showMessage({ level: "error", message: "Not sent." });
    expect(getComputedStyle(executor.querySelector(".ak-toasts") ?? executor).position).to.equal("fixed");
  });

  it("is text, whatever it holds", async () => {
    const { executor, screen } = await mountFlow({ first });
    await executor.showMessage({ level: "error", message: "<img src=x onerror=alert(1)>" });
    expect(screen.alerts.join(" ")).to.contain("<img src=x onerror=alert(1)>");
  });

  it("is accessible", async () => {
    const { executor } = await mountFlow({ first });
    await executor.showMessage({ level: "error", message: "Not sent." });
    await expectAccessible(executor);
  });

  (isCompatibility ? it.skip : it)("looks like one also when everything is in one shadow root", async () => {
    const { executor, root } = await mountFlow({ first, encapsulated: true });
    await executor.showMessage({ level: "error", message: "Not sent." });
    expect(root.querySelector(".ak-toast")).not.to.equal(null);
  });
});
