import { expect } from "@open-wc/testing";
import type { Challenge } from "../../../src/protocol/challenges.ts";
import { startContinuousLogin } from "../../../src/client/shell/tabs/continuous-login.ts";
import { FlowBeforeLeaveEvent } from "../../../src/client/ui/events.ts";
import { dummyChallenge, identificationChallenge } from "../../fixtures/challenges.ts";
import { afterwards, mountFlow } from "../../support/mount.ts";
import { settle, until } from "../../support/until.ts";

interface Said {
  readonly type: string;
  readonly sender: string;
  readonly target?: string;
}

/** Another tab of the site, as far as this one can tell. */
class OtherTab {
  readonly heard: Said[] = [];
  readonly #channel = new BroadcastChannel("authentik");
  readonly #id: string;

  /** @param answers what it says to what it hears */
  constructor(id: string, answers: (said: Said, tab: OtherTab) => void = () => undefined) {
    this.#id = id;
    this.#channel.onmessage = ({ data }: MessageEvent<Said>) => {
      if (data.target !== undefined && data.target !== id) return;
      this.heard.push(data);
      answers(data, this);
    };
    afterwards(() => this.#channel.close());
  }

  say(message: object): void {
    this.#channel.postMessage({ sender: this.#id, ...message });
  }
}

const app = `${location.origin}/app/`;

async function tab(
  first: Challenge = identificationChallenge(),
): Promise<{ leave: (to?: string) => void; gone: string[] }> {
  const { executor } = await mountFlow({ first });
  const controller = new AbortController();
  afterwards(() => controller.abort());
  const gone: string[] = [];
  // The page of the test prevents every navigation; a flow of its own does not.
  const flow = document.createElement("ak-flow-executor");
  flow.query = "next=/mine/";
  flow.append(...executor.childNodes);
  startContinuousLogin(flow, controller.signal, (to) => gone.push(to));
  return { leave: (to = app) => void flow.dispatchEvent(new FlowBeforeLeaveEvent(to)), gone };
}

/** Replies like a tab that waits at a step of signing in, and leaves when it is told to. */
function waiting({ type, sender }: Said, other: OtherTab): void {
  if (type === "discover") other.say({ type: "discoverReply", target: sender });
  if (type === "continue") other.say({ type: "exit" });
}

describe("a tab in which somebody has signed in", () => {
  it("leaves at once where there is no other", async () => {
    const { leave, gone } = await tab();
    leave();
    await until(() => gone.length > 0, "the tab leaves");
    expect(gone).to.deep.equal([app]);
  });

  it("lets the others go on first, one after the other", async () => {
    const { leave, gone } = await tab();
    const order: string[] = [];
    for (const id of ["one", "two"]) {
      new OtherTab(id, (said, other) => {
        if (said.type === "continue") order.push(`${id} after ${order.length}, ${gone.length} gone`);
        waiting(said, other);
      });
    }
    leave();
    await until(() => gone.length > 0, "the tab leaves");
    expect(order).to.deep.equal(["one after 0, 0 gone", "two after 1, 0 gone"]);
  });

  it("waits for none that does not leave for longer than a second", async () => {
    const { leave, gone } = await tab();
    new OtherTab("stuck", (said, other) => said.type === "discover" && waiting(said, other));
    const start = performance.now();
    leave();
    await until(() => gone.length > 0, "the tab leaves all the same");
    expect(performance.now() - start).to.be.lessThan(2500);
  });

  it("asks nobody when the flow leads to another site", async () => {
    const { leave, gone } = await tab();
    const other = new OtherTab("other", waiting);
    leave("https://grafana.example/");
    await settle();
    expect(other.heard).to.be.empty;
    expect(gone).to.be.empty; // Left to the executor itself.
  });

  it("leaves alone while another tab is at it", async () => {
    const { leave, gone } = await tab();
    const other = new OtherTab("other", waiting);
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    await new Promise<void>((resolve) => {
      void navigator.locks.request("authentik-continuous-login", () => {
        resolve();
        return held;
      });
    });
    leave();
    await until(() => gone.length > 0, "the tab leaves");
    release();
    expect(other.heard).to.be.empty;
  });
});

/** Finds the tab that waits, and tells it that it is its turn. */
async function letItGoOn(other: OtherTab): Promise<void> {
  other.say({ type: "discover" });
  const reply = await until(() => other.heard.find(({ type }) => type === "discoverReply"), "it says that it is there");
  other.say({ type: "continue", target: reply.sender });
}

describe("a tab that waits for somebody to sign in", () => {
  it("goes on to its own place when it is its turn, and says that it is gone", async () => {
    const { gone } = await tab();
    const other = new OtherTab("other");
    await letItGoOn(other);
    await until(() => other.heard.some(({ type }) => type === "exit"), "it says that it is gone");
    expect(gone).to.deep.equal(["/mine/"]);
  });

  it("goes to the application that it was on the way to", async () => {
    const { gone } = await tab(identificationChallenge({ application_pre_launch: "https://grafana.example/" }));
    const other = new OtherTab("other");
    await letItGoOn(other);
    await until(() => gone.length > 0, "it goes on");
    expect(gone).to.deep.equal(["https://grafana.example/"]);
  });

  it("stays where something other than signing in is under way", async () => {
    await tab(dummyChallenge());
    const other = new OtherTab("other");
    other.say({ type: "discover" });
    await settle();
    expect(other.heard).to.be.empty;
  });

  it("is not moved by messages that make no sense", async () => {
    const { gone } = await tab();
    const other = new OtherTab("other");
    for (const message of [
      { type: "continue", target: "somebody else" },
      { type: 7 },
      { sender: null, type: "continue" },
    ])
      other.say(message);
    await settle();
    expect(gone).to.be.empty;
  });
});
