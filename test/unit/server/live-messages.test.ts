import assert from "node:assert/strict";
import { once } from "node:events";
import { test, type TestContext } from "node:test";
import { WebSocket } from "ws";
import { executorUrl } from "../../../src/protocol/flow-url.ts";
import { Demonstration } from "../../../src/server/demo/demonstration.ts";
import { createApp } from "../../../src/server/http/create-app.ts";
import { listen } from "../../../src/server/http/listen.ts";
import { addBlueprint, demoPassword, TestBrowser } from "./support/test-app.ts";
import { temporaryFolder } from "./support/temporary-folder.ts";

const slug = "default-authentication-flow";

/** A flow whose second stage has a policy that says something before it fails. */
const talking = `
  - model: authentik_flows.flow
    id: flow
    identifiers: { slug: talking }
    attrs: { name: Talking, title: Talking, designation: stage_configuration }
  - model: authentik_stages_dummy.dummystage
    id: first
    identifiers: { name: first }
  - model: authentik_stages_user_login.userloginstage
    id: second
    identifiers: { name: nobody to sign in }
  - model: authentik_flows.flowstagebinding
    identifiers: { target: !KeyOf flow, stage: !KeyOf first, order: 0 }
  - model: authentik_flows.flowstagebinding
    identifiers: { target: !KeyOf flow, stage: !KeyOf second, order: 1 }`;

interface Site {
  readonly browser: TestBrowser;
  /** Opens a WebSocket with the browser's cookies. */
  readonly connect: (headers?: Record<string, string>) => Promise<WebSocket>;
  readonly wantsRefresh: () => void;
}

async function site(t: TestContext): Promise<Site> {
  const app = createApp({ dataDir: temporaryFolder(t), extension: new Demonstration(demoPassword), websocket: true });
  addBlueprint(app, talking);
  const server = await listen(app, "127.0.0.1", 0);
  t.after(() => server.close());
  const origin = `http://127.0.0.1:${server.port}`;
  const browser = new TestBrowser(app, origin);
  const connect = async (headers: Record<string, string> = {}): Promise<WebSocket> => {
    const cookie = [...browser.cookies].map((pair) => pair.join("=")).join("; ");
    const socket = new WebSocket(`ws://127.0.0.1:${server.port}/ws/client/`, {
      headers: { cookie, origin, ...headers },
    });
    t.after(() => socket.terminate());
    await once(socket, "open");
    return socket;
  };
  const wantsRefresh = (): void => {
    addBlueprint(
      app,
      `  - { model: authentik_brands.brand, identifiers: { domain: flow-demo-default }, attrs: { attributes: { settings: { flags: { flows_refresh_others: true } } } } }`,
    );
  };
  return { browser, connect, wantsRefresh };
}

/** What comes next over a connection. */
async function next(socket: WebSocket): Promise<unknown> {
  const [data] = (await once(socket, "message")) as [Buffer];
  return JSON.parse(data.toString()) as unknown;
}

test("pages hear the messages of their session at once, and no later page repeats them", async (t) => {
  const { browser, connect } = await site(t);
  await browser.get("talking");
  const socket = await connect();
  const heard = next(socket);
  await browser.post("talking", {});
  assert.deepEqual(await heard, {
    type: "event.message",
    message_type: "message",
    level: "error",
    tags: "error",
    message: "No Pending user to login.",
  });
});

test("whoever signs in makes the pages of the browser hear of it, if the brand wants that", async (t) => {
  const { browser, connect, wantsRefresh } = await site(t);
  wantsRefresh();
  await browser.get(slug);
  const socket = await connect();
  const heard = next(socket);
  await browser.signIn();
  assert.deepEqual(await heard, { message_type: "session.authenticated", type: "event.session.authenticated" });
});

test("sign-ins are nobody's business where the brand does not want that", async (t) => {
  const { browser, connect } = await site(t);
  await browser.get("talking");
  const socket = await connect();
  const heard = next(socket);
  await browser.signIn();
  await browser.get("talking");
  await browser.post("talking", {});
  assert.equal(((await heard) as { message_type: string }).message_type, "message");
});

test("only pages of this site connect", async (t) => {
  const { connect } = await site(t);
  await assert.rejects(connect({ origin: "http://evil.example" }), /403/);
});

test("who asks without wanting a WebSocket is told so", async (t) => {
  const { browser } = await site(t);
  assert.equal((await browser.request("/ws/client/")).status, 426);
  assert.equal((await browser.request(executorUrl("/", slug, ""))).status, 200);
});
