import { expect } from "@open-wc/testing";
import {
  device,
  emptyResponse,
  staticSetupChallenge,
  validateChallenge,
} from "../../fixtures/authenticator-challenges.ts";
import { emailChallenge, emailSentAgain } from "../../fixtures/message-challenges.ts";
import { stopClock } from "../../support/clock.ts";
import { afterwards, mountFlow } from "../../support/mount.ts";
import { click } from "../../support/person.ts";
import { until } from "../../support/until.ts";

describe("the button for another message, and codes, on a page that the browser may translate", () => {
  it("goes on counting, because no text node of ours is needed for it", async () => {
    const clock = stopClock();
    afterwards(() => clock.start());
    const { screen } = await mountFlow({
      first: validateChallenge([device("sms")]),
      answers: [emptyResponse([device("sms")])],
    });
    await clock.pass(0);
    const button = screen.buttons.find(({ innerText }) => innerText.startsWith("Send again in"));
    if (!button) throw new Error("nothing counts");
    // As browsers do it: another element in the place of the text.
    const translated = document.createElement("span");
    translated.textContent = "Erneut senden in 30 s";
    button.replaceChildren(translated);
    await clock.pass(2000);
    expect(button.innerText).to.match(/^Send again in 2\d s$/);
  });

  it("asks for another code as for another message: with a button like any other, that says how long to wait", async () => {
    const { screen } = await mountFlow({
      first: validateChallenge([device("sms")]),
      answers: [emptyResponse([device("sms")])],
    });
    const button = await until(
      () => screen.buttons.find(({ innerText }) => innerText.startsWith("Send again in")),
      "it counts",
    );
    const code = [button.className, getComputedStyle(button).cursor, getComputedStyle(button).borderTopStyle];
    const other = await mountFlow({ first: emailChallenge(), answers: [emailSentAgain()] });
    await click(other.screen.button("Send again"));
    const message = other.screen.button("Send again in 30 s");
    const looks = getComputedStyle(message);
    expect(code).to.deep.equal([message.className, looks.cursor, looks.borderTopStyle]);
    expect(code.slice(1)).to.deep.equal(["default", "solid"]);
  });

  it("leaves codes and keys as they are", async () => {
    const { root } = await mountFlow({ first: staticSetupChallenge() });
    expect(root.querySelector(".ak-codes")?.getAttribute("translate")).to.equal("no");
  });
});
