import { cpSync } from "node:fs";
import type { TestContext } from "node:test";
import type { Challenge, ChallengeOf, ComponentName } from "../../../../src/protocol/challenges.ts";
import { executorUrl } from "../../../../src/protocol/flow-url.ts";
import { applyBlueprint } from "../../../../src/server/engine/blueprint/apply-blueprint.ts";
import { parseBlueprint } from "../../../../src/server/engine/blueprint/parse-blueprint.ts";
import { Demonstration } from "../../../../src/server/demo/demonstration.ts";
import { type AppOptions, createApp, type FlowApp } from "../../../../src/server/http/create-app.ts";
import { importableModels } from "../../../../src/server/services/importable-models.ts";
import type { OutboxMessage } from "../../../../src/server/store/outbox-store.ts";
import { type Seed, seededFolder } from "./seeded-folder.ts";
import { sharedPython } from "./shared-python.ts";
import { temporaryFolder } from "./temporary-folder.ts";

export const demoPassword = "correct horse";

/** A small page with everything the server fills in. */
export const pageTemplate = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>Flow</title>
<link rel="icon" href="/old.svg">
<link rel="stylesheet" href="/static/flow/page.css">
<link rel="modulepreload" href="/static/flow/app.js">
<script>const tag = "<script type='module'>";</script>
<style>.a::before { content: "<style>" }</style>
</head>
<body><ak-flow-executor loading><p>Loading</p></ak-flow-executor><script type="module" src="/static/flow/app.js"></script></body>
</html>`;

/** Options of the server; the demonstration is there unless it is turned off. */
export type TestAppOptions = Partial<AppOptions> & { readonly demo?: boolean; readonly demoPassword?: string };

/** A folder of its own for a test, as a server leaves it that has started once. */
function seededCopy(t: TestContext, seed: Seed): string {
  const folder = temporaryFolder(t);
  cpSync(seededFolder(seed), folder, { recursive: true });
  return folder;
}

/** The whole server on a folder of its own. */
export function testApp(t: TestContext, options: TestAppOptions = {}): FlowApp {
  const { demo = true, demoPassword: password = demoPassword, ...others } = options;
  const { secretKey, blueprintsDir } = options;
  const seed = { demoPassword: demo ? password : undefined, secretKey };
  const app = createApp({
    dataDir: options.dataDir ?? (blueprintsDir === undefined ? seededCopy(t, seed) : temporaryFolder(t)),
    extension: demo ? new Demonstration(password) : undefined,
    publicOrigins: ["http://id.example", "https://id.example"],
    loadPage: async () => pageTemplate,
    pythonThreads: sharedPython,
    ...others,
  });
  t.after(() => app.close());
  return app;
}

/** The messages that went to the outbox, newest first, those that were still on their way included. */
export async function sentMessages(app: FlowApp): Promise<OutboxMessage[]> {
  await app.mailQueue.idle();
  return app.store.outbox.list();
}

/** Adds what a blueprint describes, for flows the demonstration does not have. */
export function addBlueprint(app: FlowApp, entries: string): void {
  const blueprint = parseBlueprint(`version: 1\nentries:\n${entries}`, "test.yaml");
  applyBlueprint(blueprint, { store: app.store, models: importableModels, now: Date.now() });
}

/** Keeps cookies and follows redirects like a browser's `fetch`. */
export class TestBrowser {
  readonly cookies = new Map<string, string>();
  /** Headers sent with every request. */
  headers: Record<string, string> = {};
  readonly #app: Pick<FlowApp, "fetch">;
  readonly #origin: string;

  constructor(app: Pick<FlowApp, "fetch">, origin = "http://id.example") {
    this.#app = app;
    this.#origin = origin;
  }

  /** One request, redirects not followed. */
  async request(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers({ ...this.headers });
    for (const [name, value] of new Headers(init.headers)) headers.set(name, value);
    if (this.cookies.size > 0) headers.set("cookie", [...this.cookies].map((pair) => pair.join("=")).join("; "));
    const response = await this.#app.fetch(
      new Request(new URL(path, this.#origin), { ...init, headers, redirect: "manual" }),
    );
    for (const line of response.headers.getSetCookie()) {
      const [pair = ""] = line.split(";");
      const [name = "", value = ""] = pair.split("=");
      if (value === "") this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    return response;
  }

  /** The current challenge of a flow. */
  async get(slug: string, query = ""): Promise<Challenge> {
    return this.#challenge(await this.#follow(executorUrl("/", slug, query)));
  }

  /** Answers the current challenge of a flow; returns what comes next. */
  async post(slug: string, body: unknown, query = ""): Promise<Challenge> {
    return this.#challenge(await this.#follow(executorUrl("/", slug, query), this.#json(body)));
  }

  /** Answers without following the redirect that may come. */
  postOnce(slug: string, body: unknown, query = ""): Promise<Response> {
    return this.request(executorUrl("/", slug, query), this.#json(body));
  }

  /** Signs the demonstration's user in. */
  async signIn(username = "user"): Promise<void> {
    await this.post("default-authentication-flow", { uid_field: username });
    await this.post("default-authentication-flow", { password: demoPassword });
  }

  #json(body: unknown): RequestInit {
    const headers = {
      "content-type": "application/json",
      "x-authentik-csrf": this.cookies.get("authentik_csrf") ?? "",
    };
    return { method: "POST", headers, body: JSON.stringify(body) };
  }

  async #follow(path: string, init: RequestInit = {}): Promise<Response> {
    let response = await this.request(path, init);
    for (let hops = 0; response.status === 302 && hops < 20; hops++) {
      response = await this.request(response.headers.get("location") ?? "/");
    }
    return response;
  }

  async #challenge(response: Response): Promise<Challenge> {
    return (await response.json()) as Challenge;
  }
}

/** Narrows a challenge to the expected component. */
export function expectChallenge<C extends ComponentName>(challenge: Challenge, component: C): ChallengeOf<C> {
  if (challenge.component !== component) throw new Error(`expected ${component}, got ${JSON.stringify(challenge)}`);
  return challenge as ChallengeOf<C>;
}
