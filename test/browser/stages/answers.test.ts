/** What each step sends, when a person fills it in or does what it asks for, is what the protocol's schema wants. */
import { expect } from "@open-wc/testing";
import { executeServerCommand } from "@web/test-runner-commands";
import type { Challenge } from "../../../src/protocol/challenges.ts";
import { unanswered } from "../../fixtures/answers.ts";
import {
  allDevices,
  device,
  duoSetupChallenge,
  passkeySetupChallenge,
  requestOptions,
  validateChallenge,
} from "../../fixtures/authenticator-challenges.ts";
import { captchaChallenge, embeddedCaptcha } from "../../fixtures/captcha-challenges.ts";
import { identificationChallenge, userLoginChallenge } from "../../fixtures/challenges.ts";
import {
  endpointAgentChallenge,
  frameChallenge,
  iframeLogoutChallenge,
  samlLogoutChallenge,
} from "../../fixtures/leaving-challenges.ts";
import type { FixtureState } from "../../fixtures/fixture-state.ts";
import { telegramChallenge } from "../../fixtures/source-challenges.ts";
import { states } from "../../fixtures/states.ts";
import { setupStages } from "../../fixtures/states/authenticator-validate-states.ts";
import { fillInAll } from "../../support/fill-in-all.ts";
import { type MountedFlow, mountFlow } from "../../support/mount.ts";
import { mountState } from "../../support/mount-state.ts";
import { choose, click, fillIn } from "../../support/person.ts";
import { settle, until } from "../../support/until.ts";
import { hasVirtualAuthenticators, plugIn } from "../../support/virtual-authenticator.ts";

/** Steps that nobody answers from here: they are the end, they lead to another page, or Plex's answer goes elsewhere. */
const silent = [
  "ak-provider-oauth2-device-code-finish",
  "ak-source-oauth-apple",
  "ak-source-plex",
  "ak-stage-autosubmit",
  "xak-flow-redirect",
];

const answered = new Set<string>();

/** What is wrong with an answer, in words. */
async function problemsOf(answer: unknown): Promise<string[]> {
  const { problems } = await executeServerCommand<{ problems: string[] }, object>("answers", { answer });
  return problems;
}

/** Waits for an answer, and holds all that were sent against the schema. */
async function check({ server }: MountedFlow, what: string): Promise<void> {
  await until(() => server.payloads.length > 0, `${what}: an answer is sent`);
  for (const answer of server.payloads) {
    const problems = await problemsOf(answer);
    expect(problems, `${what}: ${JSON.stringify(answer)}`).to.deep.equal([]);
    answered.add((answer as Challenge).component);
  }
}

function show(first: Challenge): Promise<MountedFlow> {
  return mountFlow({ first, answers: Array.from({ length: 3 }, () => unanswered) });
}

function submitButton({ screen }: MountedFlow): HTMLButtonElement | undefined {
  return screen.buttons.find(({ type }) => type === "submit");
}

/** A message, as a frame in the page or the page itself sends it. */
function post({ root }: MountedFlow, data: unknown, origin: string, fromFrame: boolean): void {
  const source = fromFrame ? (root.querySelector("iframe")?.contentWindow ?? null) : window;
  dispatchEvent(new MessageEvent("message", { data, origin, source }));
}

/** The state shows as soon as its step is there, and whatever is sent stays unanswered. */
function isPlain({ after, offline, submitted, answers }: FixtureState): boolean {
  return !after && !offline && !submitted && !answers;
}

// Asks the server of Duo first, or is answered by a device.
const ownWay = new Set(["ak-stage-authenticator-duo", "ak-stage-authenticator-webauthn"]);

describe("what is sent when the form is filled in", function () {
  this.timeout(30_000);

  for (const [component, all] of Object.entries(states)) {
    const plain = all.filter((state) => isPlain(state) && state.challenge?.component === component);
    if (plain.length === 0 || ownWay.has(component)) continue;

    it(`in ${component}`, async () => {
      for (const state of plain) {
        const flow = await mountState(state, { answers: [unanswered] });
        const button = submitButton(flow);
        const asksDevice = flow.root.querySelector(".ak-scene, ak-captcha-box, ak-embedded-captcha") !== null;
        if (button && (!asksDevice || flow.screen.fields.length > 1)) {
          fillInAll(flow.screen);
          await click(button);
          await check(flow, state.name);
        }
        flow.executor.remove();
      }
    });
  }
});

describe("what is sent", () => {
  it("when a second factor is chosen", async () => {
    for (const name of ["Text message", "Email", "Duo Mobile"]) {
      const flow = await show(validateChallenge(allDevices));
      await choose(flow.screen, name);
      await check(flow, name);
      flow.executor.remove();
    }
  });

  it("when a second factor to set up is chosen", async () => {
    const flow = await show(validateChallenge([], { configuration_stages: setupStages }));
    await choose(flow.screen, "Passkey");
    await check(flow, "the choice");
  });

  it("when Duo Mobile is set up", async () => {
    const flow = await show(duoSetupChallenge());
    flow.server.duoStatus = "success";
    await click(flow.screen.button("Continue"));
    await check(flow, "Duo");
  });

  it("when somebody does not want to stay signed in", async () => {
    const flow = await show(userLoginChallenge());
    await click(flow.screen.button("No"));
    await check(flow, "no");
  });

  it("when a captcha is solved", async () => {
    await check(await show(captchaChallenge({ site_key: "passes" })), "the token");
  });

  it("when a captcha within identification is solved", async () => {
    const flow = await show(identificationChallenge({ captcha_stage: embeddedCaptcha({ site_key: "passes" }) }));
    fillIn(flow.screen.field("Email or username"), "ada");
    await click(flow.screen.button("Log in"));
    await check(flow, "name and token");
  });

  it("when an agent on the device answers", async () => {
    const flow = await show(endpointAgentChallenge());
    post(flow, { _ak_ext: "authentik-platform-sso", response: "signed" }, location.origin, false);
    await check(flow, "the agent's answer");
  });

  it("when a step in a frame is done", async () => {
    const flow = await show(frameChallenge());
    const done = { source: "goauthentik.io", context: "flow-executor", message: "submit" };
    post(flow, done, location.origin, true);
    await check(flow, "the frame's word");
  });

  it("when Telegram says who has signed in", async () => {
    const flow = await show(telegramChallenge());
    const user = {
      id: 42,
      first_name: "Ada",
      last_name: "L",
      username: "ada",
      auth_date: 1_700_000_000,
      hash: "c0ffee",
    };
    post(flow, { event: "auth_user", auth_data: user }, "https://oauth.telegram.org", true);
    await check(flow, "the account");
  });

  it("when all applications have been signed out of", async () => {
    await check(await show(iframeLogoutChallenge({ logout_urls: [] })), "frames");
    await check(await show(samlLogoutChallenge({ is_complete: true })), "pages");
  });

  it("when a passkey is made and used", async function () {
    if (!hasVirtualAuthenticators) this.skip(); // Only Chromium lets tests plug one in.
    const authenticator = await plugIn();
    try {
      const made = await show(passkeySetupChallenge());
      await check(made, "a new passkey");
      made.executor.remove();
      const used = await show(validateChallenge([device("webauthn")]));
      await check(used, "a second factor");
      used.executor.remove();
      const instead = await show(identificationChallenge({ passkey_challenge: requestOptions }));
      await click(instead.screen.button("Sign in with a passkey"));
      await check(instead, "instead of a name");
      await settle();
    } finally {
      await authenticator.remove();
    }
  });

  it("comes from every step that takes an answer", async function () {
    if (!hasVirtualAuthenticators) this.skip();
    const { components } = await executeServerCommand<{ components: string[] }, object>("answers", {});
    expect(components.filter((name) => !answered.has(name)).sort()).to.deep.equal(silent);
  });

  it("is told from what the schema does not want", async () => {
    for (const answer of [
      { component: "ak-stage-authenticator-totp", code: 123456 },
      { component: "ak-stage-authenticator-totp" },
      { component: "ak-stage-password", password: "x", pasword: "x" },
      { component: "ak-stage-unheard-of" },
    ])
      expect(await problemsOf(answer), JSON.stringify(answer)).not.to.be.empty;
  });
});
