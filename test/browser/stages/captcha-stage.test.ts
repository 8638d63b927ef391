import { giveHostConfig } from "../../support/host-config.ts";
import { expect } from "@open-wc/testing";
import type { CaptchaStage } from "../../../src/client/stages/captcha-stage.ts";
import { networkError, unanswered } from "../../fixtures/answers.ts";
import { captchaChallenge, vendorScript } from "../../fixtures/captcha-challenges.ts";
import { dummyChallenge, errors } from "../../fixtures/challenges.ts";
import { captchaStates } from "../../fixtures/states/captcha-states.ts";
import { stopClock } from "../../support/clock.ts";
import { type MountedFlow, type Mounting, mountFlow } from "../../support/mount.ts";
import { click } from "../../support/person.ts";
import { describeStageContract } from "../../support/stage-contract.ts";
import { settle, until } from "../../support/until.ts";

describeStageContract({ component: "ak-stage-captcha", states: captchaStates });

type Overrides = Parameters<typeof captchaChallenge>[0];

function shown(overrides: Overrides = {}, mounting: Mounting = {}): Promise<MountedFlow> {
  return mountFlow({ first: captchaChallenge(overrides), answers: [unanswered], ...mounting });
}

function frameOf({ root }: MountedFlow): HTMLIFrameElement {
  const frame = root.querySelector("iframe");
  if (!frame) throw new Error("there is no frame");
  return frame;
}

/** What the vendor's script was called with, which its stand-in puts into the token. */
async function called(flow: MountedFlow): Promise<unknown> {
  await until(() => flow.server.payloads.length > 0, "the token is sent");
  const { token, component } = flow.server.payloads[0] as { token: string; component: string };
  expect(component).to.equal("ak-stage-captcha");
  return JSON.parse(token) as unknown;
}

async function complains(flow: MountedFlow, words: string): Promise<void> {
  await until(() => flow.screen.alerts.join().includes(words), `it says "${words}"`);
}

describe("a captcha", () => {
  it("is told the theme of the page", async () => {
    document.documentElement.dataset["theme"] = "dark";
    expect(await called(await shown({ site_key: "passes" }))).to.include({ theme: "dark" });
  });

  it("is told the language of the page", async () => {
    document.documentElement.lang = "pt-BR";
    try {
      expect(await called(await shown({ site_key: "passes" }))).to.include({ language: "pt-br" });
    } finally {
      document.documentElement.lang = "en";
    }
  });

  it("is loaded again when the page changes its language", async () => {
    const flow = await shown();
    const frame = frameOf(flow);
    const stage = flow.root.querySelector<CaptchaStage>("ak-stage-captcha");
    document.documentElement.lang = "de";
    try {
      if (stage) stage.challenge = captchaChallenge({ site_key: "passes" });
      expect(await called(flow)).to.include({ language: "de" });
      expect(frameOf(flow)).not.to.equal(frame);
    } finally {
      document.documentElement.lang = "en";
    }
  });

  it("runs in an origin of nobody", async () => {
    const frame = frameOf(await shown());
    expect(frame.getAttribute("sandbox")).not.to.contain("allow-same-origin");
    expect(frame.contentDocument).to.equal(null);
  });

  it("keeps its origin on the host that the page names for it", async () => {
    giveHostConfig({ captchaFrame: "https://captcha.example/static/captcha/frame.html" });
    const frame = frameOf(await shown());
    expect(frame.getAttribute("sandbox")).to.contain("allow-same-origin");
    expect(frame.src).to.equal("https://captcha.example/static/captcha/frame.html");
  });

  it("has the title of what is to be done", async () => {
    expect((await shown()).screen.heading).to.equal("Confirm that you are a person");
    expect((await shown({ interactive: false })).screen.heading).to.contain("Checking that you are a person");
  });

  it("gets the room that it takes", async () => {
    const flow = await shown({ site_key: "tall" });
    await until(() => Number(frameOf(flow).height) >= 400, "the frame grows");
    expect(frameOf(flow).getBoundingClientRect().height).to.be.at.least(400);
  });

  it("gets room when it has a question after all", async () => {
    const flow = await shown({ site_key: "tall", interactive: false });
    await until(() => Number(frameOf(flow).height) >= 400, "the frame grows");
    await until(() => flow.screen.statuses.join().includes("Do the check to continue."), "it says so");
  });

  it("says what it is doing in passing", async () => {
    const loading = await shown({ js_url: vendorScript("silent.js") });
    expect(loading.screen.statuses).to.include("The check is being loaded.");
    const flow = await shown();
    await until(() => flow.screen.statuses.includes("Do the check to continue."), "it is ready");
  });

  it("believes nobody but its frame", async () => {
    const flow = await shown();
    const data = { protocol: "ak-captcha/1", type: "token", token: "forged" };
    const { contentWindow } = frameOf(flow);
    dispatchEvent(new MessageEvent("message", { data, origin: "null", source: window }));
    dispatchEvent(new MessageEvent("message", { data, origin: location.origin, source: contentWindow }));
    dispatchEvent(
      new MessageEvent("message", { data: { ...data, protocol: "x" }, origin: "null", source: contentWindow }),
    );
    await settle();
    expect(flow.server.payloads).to.be.empty;
  });

  it("says that its script is blocked, and loads it again in a new frame", async () => {
    const flow = await shown({ js_url: vendorScript("missing.js") });
    await complains(flow, `The check cannot be loaded from ${location.hostname}.`);
    const before = frameOf(flow);
    // The new frame may fail before one looks again.
    const alerts = new Set<number>();
    const watch = new MutationObserver(() => alerts.add(flow.screen.alerts.length));
    watch.observe(flow.root, { childList: true, subtree: true, attributes: true, characterData: true });
    await click(flow.screen.button("Load the check again"));
    expect(frameOf(flow)).not.to.equal(before);
    await complains(flow, "cannot be loaded");
    watch.disconnect();
    expect([...alerts]).to.include(0);
  });

  for (const script of [
    "http://[",
    "javascript:alert(1)",
    "data:text/javascript,alert(1)",
    "https://captcha.invalid/a.js",
  ]) {
    it(`says that it cannot load ${script}`, async () => {
      await complains(await shown({ js_url: script }), "The check ");
    });
  }

  it("says that its script is of no vendor", async () => {
    await complains(await shown({ js_url: vendorScript("nobody.js") }), "Your administrator can help.");
  });

  for (const [what, overrides] of [
    ["is never ready", { js_url: vendorScript("silent.js") }],
    ["is never done in the background", { interactive: false }],
  ] as const) {
    it(`says so when it ${what}`, async () => {
      const clock = stopClock();
      try {
        const flow = await shown(overrides);
        await clock.pass(60_000);
        expect(flow.screen.alerts.join()).to.contain("The check takes too long.");
      } finally {
        clock.start();
      }
    });
  }

  it("gives a person all the time there is", async () => {
    const clock = stopClock();
    try {
      const flow = await shown();
      await until(() => flow.screen.statuses.includes("Do the check to continue."), "it is ready");
      await clock.pass(600_000);
      expect(flow.screen.alerts).to.be.empty;
    } finally {
      clock.start();
    }
  });

  it("says that it was closed", async () => {
    const flow = await shown({ js_url: vendorScript("hcaptcha.js"), site_key: "closes", interactive: false });
    await complains(flow, "The check was closed before it was done.");
  });

  it("says that it has run out", async () => {
    const flow = await shown({ site_key: "expires" });
    await until(() => flow.screen.statuses.join().includes("The check has run out."), "it says so");
  });

  const refused = errors({ token: "Invalid captcha response" });

  it("is there anew when the server does not accept it", async () => {
    const again = captchaChallenge({ response_errors: refused });
    // Each frame, however soon another takes its place.
    const frames = new Set<Element>();
    const observer = new MutationObserver(() =>
      document.querySelectorAll("iframe").forEach((frame) => frames.add(frame)),
    );
    observer.observe(document.body, { childList: true, subtree: true });
    const flow = await shown({ site_key: "passes" }, { answers: [again] });
    await complains(flow, "Invalid captcha response");
    await until(() => frames.size === 2, "another frame takes the place of the first");
    observer.disconnect();
  });

  it("in the background is tried again only when somebody wants it", async () => {
    const overrides = { site_key: "passes", interactive: false };
    const again = captchaChallenge({ ...overrides, response_errors: refused });
    const flow = await shown(overrides, { answers: [again, dummyChallenge()] });
    await complains(flow, "Invalid captcha response");
    expect(flow.root.querySelector("iframe")).to.equal(null);
    await click(flow.screen.button("Try again"));
    await until(() => flow.server.payloads.length === 2, "another token is sent");
  });

  it("is tried again when the server could not be reached", async () => {
    const flow = await shown({ site_key: "passes", interactive: false }, { answers: [networkError] });
    await complains(flow, "The server cannot be reached.");
    expect(flow.screen.has("button", "Try again")).to.equal(true);
  });
});
