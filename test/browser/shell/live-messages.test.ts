import { expect } from "@open-wc/testing";
import { startExtras } from "../../../src/client/shell/page-extras.ts";
import { startLiveMessages } from "../../../src/client/shell/tabs/live-messages.ts";
import type { HostConfig } from "../../../src/protocol/host-config.ts";
import { brand } from "../../fixtures/brand.ts";
import { dummyChallenge } from "../../fixtures/challenges.ts";
import { stopClock, type Clock } from "../../support/clock.ts";
import { afterwards, mountFlow, type MountedFlow } from "../../support/mount.ts";
import { settle, until } from "../../support/until.ts";

/** Stands in for the browser's WebSocket, because the test decides what the server sends and when the connection breaks. */
class ScriptedSocket extends EventTarget {
  static readonly all: ScriptedSocket[] = [];
  readonly url: string;
  isClosed = false;

  constructor(url: string) {
    super();
    this.url = url;
    ScriptedSocket.all.push(this);
  }

  close(): void {
    this.isClosed = true;
  }

  send(data: unknown): void {
    this.dispatchEvent(new MessageEvent("message", { data: typeof data === "string" ? data : JSON.stringify(data) }));
  }

  break(): void {
    this.dispatchEvent(new Event("close"));
  }
}

interface Live extends MountedFlow {
  readonly socket: () => ScriptedSocket;
  readonly reloads: () => number;
  readonly stop: () => void;
}

async function live(): Promise<Live> {
  const real = window.WebSocket;
  ScriptedSocket.all.length = 0;
  Object.assign(window, { WebSocket: ScriptedSocket });
  const controller = new AbortController();
  afterwards(() => {
    controller.abort();
    window.WebSocket = real;
  });
  const flow = await mountFlow({ first: dummyChallenge() });
  let reloads = 0;
  startLiveMessages(flow.executor, controller.signal, () => reloads++);
  const socket = (): ScriptedSocket => {
    const last = ScriptedSocket.all.at(-1);
    if (!last) throw new Error("nothing has connected");
    return last;
  };
  return { ...flow, socket, reloads: () => reloads, stop: () => controller.abort() };
}

function hide(): void {
  Object.defineProperty(document, "visibilityState", { configurable: true, get: () => "hidden" });
  afterwards(() => Reflect.deleteProperty(document, "visibilityState"));
}

function stoppedClock(): Clock {
  const clock = stopClock();
  afterwards(() => clock.start());
  return clock;
}

const said = { message_type: "message", level: "error", message: "The mail could not be sent." };
const signedIn = { message_type: "session.authenticated", type: "event.session.authenticated" };

describe("the server's WebSocket", () => {
  it("is where the server is mounted", async () => {
    const { socket } = await live();
    expect(socket().url).to.equal(`ws://${location.host}/ws/client/`);
  });

  it("shows what the server says", async () => {
    const { screen, socket } = await live();
    socket().send(said);
    await until(() => screen.alerts.join().includes("The mail could not be sent."), "the message shows");
  });

  it("says nothing about what makes no sense", async () => {
    const { screen, socket } = await live();
    for (const data of [
      "{",
      "null",
      "[]",
      "7",
      { message_type: "message" },
      { message_type: "message", message: 7 },
      {},
    ])
      socket().send(data);
    socket().send({ message_type: "refresh" });
    await settle();
    expect(screen.alerts.concat(screen.statuses).filter((text) => text.includes("×"))).to.be.empty;
  });

  it("loads a page anew that nobody sees when somebody has signed in", async () => {
    const { socket, reloads } = await live();
    hide();
    socket().send(signedIn);
    expect(reloads()).to.equal(1);
  });

  it("leaves a page alone that somebody sees", async () => {
    const { socket, reloads } = await live();
    socket().send(signedIn);
    expect(reloads()).to.equal(0);
  });

  it("connects again after a loss, ever more rarely", async () => {
    const { socket } = await live();
    const clock = stoppedClock();
    const attempts = (): number => ScriptedSocket.all.length;
    socket().break();
    await clock.pass(99);
    expect(attempts()).to.equal(1);
    await clock.pass(101);
    expect(attempts()).to.equal(2);
    for (let i = 0; i < 12; i++) {
      socket().break();
      await clock.pass(60_000);
    }
    socket().break();
    const before = attempts();
    await clock.pass(29_000);
    expect(attempts()).to.equal(before);
  });

  it("begins with a short wait once it was connected", async () => {
    const { socket } = await live();
    const clock = stoppedClock();
    for (let i = 0; i < 8; i++) {
      socket().break();
      await clock.pass(60_000);
    }
    socket().dispatchEvent(new Event("open"));
    const before = ScriptedSocket.all.length;
    socket().break();
    await clock.pass(200);
    expect(ScriptedSocket.all.length).to.equal(before + 1);
  });

  it("ends with its page, and is back when the page comes from the browser's cache", async () => {
    const { socket } = await live();
    const first = socket();
    dispatchEvent(new Event("pagehide"));
    expect(first.isClosed).to.equal(true);
    dispatchEvent(Object.assign(new Event("pageshow"), { persisted: true }));
    expect(socket()).not.to.equal(first);
  });

  it("leaves nothing behind that connects", async () => {
    const { socket, stop } = await live();
    const clock = stoppedClock();
    socket().break();
    stop();
    await clock.pass(60_000);
    expect(ScriptedSocket.all).to.have.length(1);
  });
});

describe("the WebSocket of a page", () => {
  const cases: [what: string, config: HostConfig, connects: boolean][] = [
    ["is opened where the page says that there is one", { websocket: true }, true],
    ["is opened where the page says nothing and the brand is an authentik's", {}, true],
    ["is not opened where the page says that there is none", { websocket: false }, false],
  ];
  for (const [what, config, connects] of cases) {
    it(what, async () => {
      const real = window.WebSocket;
      ScriptedSocket.all.length = 0;
      Object.assign(window, { WebSocket: ScriptedSocket });
      afterwards(() => (window.WebSocket = real));
      const { executor } = await mountFlow({ first: dummyChallenge() });
      executor.brand = brand();
      await startExtras(executor, config, ["en"]);
      if (connects) await until(() => ScriptedSocket.all.length === 1, "it connects");
      await settle();
      expect(ScriptedSocket.all.map(({ url }) => new URL(url).pathname)).to.deep.equal(connects ? ["/ws/client/"] : []);
    });
  }

  it("is not opened for a brand of an older server, which has no flags", async () => {
    const real = window.WebSocket;
    ScriptedSocket.all.length = 0;
    Object.assign(window, { WebSocket: ScriptedSocket });
    afterwards(() => (window.WebSocket = real));
    const { executor } = await mountFlow({ first: dummyChallenge() });
    const { flags: _, ...older } = brand();
    executor.brand = older;
    await startExtras(executor, {}, ["en"]);
    await settle();
    expect(ScriptedSocket.all).to.be.empty;
  });
});
