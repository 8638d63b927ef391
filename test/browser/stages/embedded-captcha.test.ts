import { setHtml } from "../../support/html.ts";
import { expect } from "@open-wc/testing";
import { renderFirstForm } from "../../../src/page/first-form.ts";
import { unanswered } from "../../fixtures/answers.ts";
import { brand } from "../../fixtures/brand.ts";
import { embeddedCaptcha, vendorScript } from "../../fixtures/captcha-challenges.ts";
import { errors, identificationChallenge } from "../../fixtures/challenges.ts";
import { embeddedCaptchaStates } from "../../fixtures/states/captcha-states.ts";
import { type MountedFlow, type Mounting, mountFlow } from "../../support/mount.ts";
import { click, fillIn, press } from "../../support/person.ts";
import { describeStates } from "../../support/states-contract.ts";
import { settle, until } from "../../support/until.ts";

describe("identification with a captcha: the contract", () => describeStates(embeddedCaptchaStates));

type Captcha = Parameters<typeof embeddedCaptcha>[0];

const token = /^\{"vendor":"turnstile"/;

function shown(captcha: Captcha, mounting: Mounting = {}): Promise<MountedFlow> {
  const first = identificationChallenge({ captcha_stage: embeddedCaptcha(captcha) });
  return mountFlow({ first, answers: [unanswered], ...mounting });
}

/** The fields of an answer that was sent. */
function sent({ server }: MountedFlow, index = 0): Readonly<Record<string, unknown>> {
  return { ...(server.payloads[index] as object) };
}

function tokenIn({ root }: MountedFlow): string {
  return root.querySelector<HTMLInputElement>("[name=captcha_token]")?.value ?? "";
}

/** What the stage consists of, in order. */
function partsOf(root: ParentNode): string[] {
  return [...(root.querySelector("[data-stage]")?.children ?? [])].map(({ localName }) => localName);
}

for (const interactive of [true, false]) {
  describe(`identification with a captcha ${interactive ? "to see" : "in the background"}`, () => {
    it("sends its token along", async () => {
      const flow = await shown({ site_key: "passes", interactive });
      await until(() => tokenIn(flow), "there is a token");
      fillIn(flow.screen.field("Email or username"), "ada");
      await press("Enter");
      const payload = sent(flow);
      expect(Object.keys(payload)).to.have.members(["component", "uid_field", "captcha_token"]);
      expect(payload["uid_field"]).to.equal("ada");
      expect(payload["captcha_token"]).to.match(token);
    });

    it("waits for it, and then goes on by itself", async () => {
      const flow = await shown({ site_key: "passes-when-told", interactive });
      fillIn(flow.screen.field("Email or username"), "ada");
      flow.root.querySelector("form")?.requestSubmit();
      expect(flow.server.payloads).to.be.empty;
      const goesOn = (): boolean => {
        flow.root.querySelector("iframe")?.contentWindow?.postMessage("pass", "*"); // Lost as long as its script is not there.
        return flow.server.payloads.length === 1;
      };
      await until(goesOn, "it goes on");
      expect(sent(flow)["captcha_token"]).to.match(token);
    });

    it("sends nothing as long as there is no token, and says so", async () => {
      const flow = await shown({ interactive });
      fillIn(flow.screen.field("Email or username"), "ada");
      await click(flow.screen.button("Log in"));
      expect(flow.server.payloads).to.be.empty;
      expect(flow.screen.alerts.join()).to.contain("goes on by itself");
    });

    it("asks for the name first", async () => {
      const flow = await shown({ interactive });
      await click(flow.screen.button("Log in"));
      expect(flow.screen.alerts.join()).not.to.contain("goes on by itself");
      expect(document.activeElement).to.equal(flow.screen.field("Email or username"));
    });

    it("gets a new token when the answer is not accepted", async () => {
      const first = identificationChallenge({ captcha_stage: embeddedCaptcha({ site_key: "passes", interactive }) });
      const wrong = { ...first, response_errors: errors({ non_field_errors: "Failed to authenticate." }) };
      const flow = await mountFlow({ first, answers: [wrong, unanswered] });
      await until(() => tokenIn(flow), "there is a token");
      const frame = flow.root.querySelector("iframe");
      fillIn(flow.screen.field("Email or username"), "ada");
      await press("Enter");
      await until(() => flow.root.querySelector("iframe") !== frame, "there is a new frame");
      await press("Enter");
      await until(() => flow.server.payloads.length === 2, "the next answer is sent");
      expect(sent(flow, 1)["captcha_token"]).to.match(token);
      expect(flow.screen.field("Email or username").value).to.equal("ada");
    });

    it("says what is wrong with it, and loads it again", async () => {
      const flow = await shown({ js_url: vendorScript("missing.js"), interactive });
      await until(() => flow.screen.alerts.join().includes("cannot be loaded"), "it says so");
      const frame = flow.root.querySelector("iframe");
      await click(flow.screen.button("Load the check again"));
      expect(flow.root.querySelector("iframe")).not.to.equal(frame);
    });

    it("leads whoever sends the form without it to what is wrong", async () => {
      const flow = await shown({ js_url: vendorScript("missing.js"), interactive });
      await until(() => flow.screen.has("button", "Load the check again"), "it is blocked");
      fillIn(flow.screen.field("Email or username"), "ada");
      await click(flow.screen.button("Log in"));
      expect(document.activeElement).to.equal(flow.screen.button("Load the check again"));
      expect(flow.server.payloads).to.be.empty;
    });

    it("stands in the same place in a form that the server has rendered", async () => {
      const challenge = identificationChallenge({ captcha_stage: embeddedCaptcha({ interactive }) });
      const served = document.createElement("div");
      setHtml(served, renderFirstForm({ brand: brand(), challenge, pageUrl: "/" }).toString());
      const { root } = await shown({ interactive });
      expect(partsOf(served)).to.deep.equal(partsOf(root));
    });

    it("does the same in a form that the server has rendered", async () => {
      const challenge = identificationChallenge({
        captcha_stage: embeddedCaptcha({ site_key: "passes", interactive }),
      });
      const content = renderFirstForm({ brand: brand(), challenge, pageUrl: location.pathname });
      let card: Element | null = null;
      const flow = await mountFlow({
        content,
        first: challenge,
        answers: [unanswered],
        before: (executor) => {
          card = executor.querySelector(".ak-card");
          const input = card?.querySelector<HTMLInputElement>("[name=uidField]");
          if (input) input.value = "ada";
          card?.querySelector("form")?.setAttribute("data-early", ""); // Somebody was quicker than the app.
        },
      });
      expect(flow.root.querySelector(".ak-card")).to.equal(card);
      await until(() => flow.server.payloads.length === 1, "the form is sent once there is a token");
      expect(sent(flow)["captcha_token"]).to.match(token);
    });
  });
}

describe("a captcha in the background of identification", () => {
  it("shows nothing as long as nothing is wrong", async () => {
    const flow = await shown({ interactive: false });
    await settle();
    expect(flow.screen.text).not.to.contain("check");
  });

  it("takes no room as long as nothing is wrong", async () => {
    const without = await mountFlow({ first: identificationChallenge() });
    const height = without.root.querySelector("form")?.clientHeight;
    without.executor.remove();
    const flow = await shown({ interactive: false });
    await until(() => flow.root.querySelector("iframe"), "its frame is there");
    expect(flow.root.querySelector("form")?.clientHeight).to.equal(height);
  });
});
