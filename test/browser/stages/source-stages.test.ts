import { expect } from "@open-wc/testing";
import { identificationChallenge, redirectChallenge } from "../../fixtures/challenges.ts";
import { type Answer, networkError } from "../../fixtures/answers.ts";
import { appleChallenge, loginSource, plexChallenge, telegramChallenge } from "../../fixtures/source-challenges.ts";
import { appleStates, plexStates, telegramStates } from "../../fixtures/states/source-states.ts";
import { type Clock, stopClock } from "../../support/clock.ts";
import { afterwards, type MountedFlow, mountFlow } from "../../support/mount.ts";
import { click } from "../../support/person.ts";
import { describeStageContract } from "../../support/stage-contract.ts";
import { settle, until } from "../../support/until.ts";

describeStageContract({ component: "ak-source-oauth-apple", states: appleStates });
describeStageContract({ component: "ak-source-plex", states: plexStates });
describeStageContract({ component: "ak-source-telegram", states: telegramStates });

describe("signing in with Apple", () => {
  const address =
    "https://appleid.apple.com/auth/authorize?client_id=example.northwind.sign-in" +
    "&redirect_uri=https%3A%2F%2Fid.northwind.example%2Fsource%2Foauth%2Fcallback%2Fapple%2F" +
    "&scope=name%20email&state=c3RhdGU&response_type=code%20id_token&response_mode=form_post";

  it("leaves for Apple by itself", async () => {
    const { destinations } = await mountFlow({ first: appleChallenge() });
    expect(destinations).to.deep.equal([address]);
  });

  it("leaves again when the button is pressed", async () => {
    const { destinations, screen } = await mountFlow({ first: appleChallenge() });
    await click(screen.button("Continue with Apple"));
    expect(destinations).to.deep.equal([address, address]);
  });

  it("goes back to where it was chosen", async () => {
    const { flow_info: _, ...challenge } = appleChallenge();
    const first = identificationChallenge({ sources: [loginSource({ name: "Apple", challenge }), loginSource()] });
    const { screen } = await mountFlow({ first, answers: [first] });
    await click(screen.button("Continue with Apple"));
    await until(() => screen.heading === "Sign in with Apple", "Apple's step shows");
    await click(screen.button("Choose another way"));
    await until(() => screen.has("button", "Log in"), "the form is back");
  });

  it("offers no other way where the server asks for this one", async () => {
    const { screen } = await mountFlow({ first: appleChallenge() });
    expect(screen.has("button", "Choose another way")).to.equal(false);
  });
});

describe("signing in with Plex", () => {
  const pin: Answer = () => Response.json({ id: 7, code: "abcd", authToken: null });
  const signedIn: Answer = () => Response.json({ id: 7, authToken: "token" });
  const redirect: Answer = () => Response.json(redirectChallenge({ to: "/if/user/" }));
  const refused: Answer = () => Response.json({ detail: "no" }, { status: 403 });

  let clock: Clock;
  beforeEach(() => (clock = stopClock()));
  afterEach(() => clock.start());

  /** Makes the browser open a window that only pretends, or none. */
  function pretendWindow(opens = true): { closed: boolean; location: { href: string }; close(): void } {
    const pretended = { closed: false, location: { href: "" }, close: () => (pretended.closed = true) };
    const real = window.open;
    const opened: unknown = opens ? pretended : null;
    window.open = () => opened as Window | null;
    afterwards(() => (window.open = real));
    return pretended;
  }

  async function begun(...answers: Answer[]): Promise<MountedFlow> {
    const flow = await mountFlow({ first: plexChallenge(), answers });
    await click(flow.screen.button("Continue with Plex"));
    return flow;
  }

  it("opens a window, and nothing before somebody asks for it", async () => {
    const plexWindow = pretendWindow();
    const { server } = await mountFlow({ first: plexChallenge(), answers: [pin] });
    expect(plexWindow.location.href).to.equal("");
    expect(server.requests).to.be.empty;
  });

  it("shows Plex in the window", async () => {
    const plexWindow = pretendWindow();
    await begun(pin);
    expect(plexWindow.location.href).to.equal("https://app.plex.tv/auth#?clientID=northwind&code=abcd");
  });

  it("says that it waits", async () => {
    pretendWindow();
    const { screen } = await begun(pin);
    expect(screen.statuses).to.include("Waiting for Plex.");
  });

  it("asks every second, and goes on where the server says", async () => {
    const plexWindow = pretendWindow();
    const { destinations, server } = await begun(pin, pin, signedIn, redirect);
    await clock.pass(1000);
    expect(destinations).to.be.empty;
    await clock.pass(1000);
    expect(destinations).to.deep.equal([`${location.origin}/if/user/`]);
    expect(plexWindow.closed).to.equal(true);
    const redeemed = server.requests.at(-1);
    expect(redeemed?.payload).to.deep.equal({ plex_token: "token" });
    expect(redeemed?.url.href).to.equal(`${location.origin}/api/v3/sources/plex/redeem_token/?slug=plex`);
  });

  it("tells Plex nothing of the session here", async () => {
    pretendWindow();
    const { server } = await begun(pin);
    expect(server.requests[0]?.headers.has("X-authentik-CSRF")).to.equal(false);
  });

  it("says that the window was closed, and asks no more", async () => {
    const plexWindow = pretendWindow();
    const { screen, server } = await begun(pin, pin);
    plexWindow.close();
    await clock.pass(10_000);
    expect(screen.alerts.join()).to.contain("The window was closed");
    expect(server.requests).to.have.length(2);
  });

  it("takes the token of somebody who has closed the window after signing in", async () => {
    const plexWindow = pretendWindow();
    const { destinations } = await begun(pin, signedIn, redirect);
    plexWindow.close();
    await clock.pass(1000);
    expect(destinations).to.have.length(1);
  });

  it("stops after five minutes", async () => {
    pretendWindow();
    const { screen, server } = await begun(pin, ...Array.from({ length: 400 }, () => pin));
    await clock.pass(6 * 60_000);
    expect(screen.alerts.join()).to.contain("within five minutes");
    expect(server.requests).to.have.length(301);
  }).timeout(20_000);

  it("stops when the step is gone", async () => {
    const plexWindow = pretendWindow();
    const { executor, server } = await begun(pin, pin, pin);
    executor.remove();
    await clock.pass(5000);
    expect(server.requests).to.have.length(1);
    expect(plexWindow.closed).to.equal(true);
  });

  it("offers a link where the browser blocks the window, and goes on all the same", async () => {
    pretendWindow(false);
    const { screen, destinations } = await begun(pin, signedIn, redirect);
    expect(screen.alerts.join()).to.contain("Your browser blocked the window.");
    expect(screen.link("Open Plex in a new tab").href).to.contain("code=abcd");
    await clock.pass(1000);
    expect(destinations).to.have.length(1);
  });

  it("says that Plex cannot be reached, and tries again", async () => {
    const plexWindow = pretendWindow();
    const { screen } = await begun(networkError, pin);
    expect(screen.alerts.join()).to.contain("Plex cannot be reached.");
    await click(screen.button("Try again"));
    expect(plexWindow.location.href).to.contain("code=abcd");
    expect(screen.alerts).to.be.empty;
  });

  it("says that the account cannot be used here", async () => {
    pretendWindow();
    const { screen } = await begun(pin, signedIn, refused);
    await clock.pass(1000);
    expect(screen.alerts.join()).to.contain("This Plex account cannot be used here.");
  });
});

describe("signing in with Telegram", () => {
  const user = { id: 42, first_name: "Ada", auth_date: 1_700_000_000, hash: "c0ffee" };

  function post(flow: MountedFlow, data: unknown, origin = "https://oauth.telegram.org", source?: Window): void {
    const frame = flow.root.querySelector("iframe")?.contentWindow ?? null;
    dispatchEvent(new MessageEvent("message", { data, origin, source: source ?? frame }));
  }

  it("shows the button of the server's bot", async () => {
    const { root } = await mountFlow({ first: telegramChallenge({ bot_username: "a/b" }) });
    const address = new URL(root.querySelector("iframe")?.src ?? "");
    expect(address.origin + address.pathname).to.equal("https://oauth.telegram.org/embed/a%2Fb");
    expect(address.searchParams.get("origin")).to.equal(location.origin);
    expect(address.searchParams.get("request_access")).to.equal("write");
  });

  it("does not ask to write messages where the server does not want that", async () => {
    const { root } = await mountFlow({ first: telegramChallenge({ request_message_access: false }) });
    expect(root.querySelector("iframe")?.src).not.to.contain("request_access");
  });

  it("sends who has signed in, and only what the server wants to know", async () => {
    const flow = await mountFlow({ first: telegramChallenge() });
    post(flow, JSON.stringify({ event: "auth_user", auth_data: { ...user, extra: "x" } }));
    await settle();
    expect(flow.server.payloads).to.deep.equal([{ ...user, component: "ak-source-telegram" }]);
  });

  for (const [what, data] of [
    ["words", "hello"],
    ["nothing", null],
    ["another event", JSON.stringify({ event: "resize", height: 40 })],
    ["nobody", JSON.stringify({ event: "auth_user", auth_data: null })],
    ["somebody without a signature", JSON.stringify({ event: "auth_user", auth_data: { ...user, hash: undefined } })],
  ] as const) {
    it(`sends nothing when the frame sends ${what}`, async () => {
      const flow = await mountFlow({ first: telegramChallenge() });
      post(flow, data);
      await settle();
      expect(flow.server.payloads).to.be.empty;
    });
  }

  it("believes nobody else", async () => {
    const flow = await mountFlow({ first: telegramChallenge() });
    const data = { event: "auth_user", auth_data: user };
    post(flow, data, "https://evil.example");
    post(flow, data, "https://oauth.telegram.org", window);
    await settle();
    expect(flow.server.payloads).to.be.empty;
  });

  it("says after a while that the button does not answer, and loads it again", async () => {
    const clock = stopClock();
    try {
      const { screen } = await mountFlow({ first: telegramChallenge() });
      await clock.pass(10_000);
      expect(screen.alerts.join()).to.contain("Telegram's button does not answer");
      await click(screen.button("Load the button again"));
      expect(screen.alerts).to.be.empty;
    } finally {
      clock.start();
    }
  });

  it("says nothing of the kind where it has answered", async () => {
    const clock = stopClock();
    try {
      const flow = await mountFlow({ first: telegramChallenge() });
      post(flow, JSON.stringify({ event: "resize", height: 40 }));
      await clock.pass(20_000);
      expect(flow.screen.alerts).to.be.empty;
    } finally {
      clock.start();
    }
  });
});
