import type { Brand, Challenge } from "../../src/protocol/challenges.ts";
import type { FlowProblem } from "../../src/client/flow/flow-problem.ts";
import type { FlowExecutor } from "../../src/client/shell/flow-executor.ts";
import type { Answer } from "../fixtures/answers.ts";
import { ScriptedServer } from "../fixtures/scripted-server.ts";
import { setHtml } from "./html.ts";
import { loadExecutor } from "./mode.ts";
import { Screen } from "./screen.ts";
import { settle, until } from "./until.ts";

export interface Mounting {
  /** The first challenge, or the response to the request for it; without, the element asks. */
  readonly first?: Challenge | Promise<Response> | undefined;
  /** What the requests get, one after the other; further ones stay unanswered. */
  readonly answers?: readonly Answer[] | undefined;
  readonly brand?: Brand;
  /** The user name of who is signed in. */
  readonly account?: string;
  readonly encapsulated?: boolean;
  /** What stands in the element before it starts. */
  readonly content?: string;
  /** The browser believes that it has no network. */
  readonly offline?: boolean | undefined;
  /** Called with the element before it is inserted. */
  readonly before?: (executor: FlowExecutor) => void;
}

/** A flow on the page, with the server that it talks to. */
export interface MountedFlow {
  readonly executor: FlowExecutor;
  readonly server: ScriptedServer;
  readonly screen: Screen;
  /** Where the flow wanted to go; nothing ever navigates. */
  readonly destinations: readonly string[];
  readonly problems: readonly FlowProblem[];
  /** Where to look for what has no label or role: the document's side of the element, or its shadow root when encapsulated. */
  readonly root: ParentNode & Node;
}

const cleanups: (() => void)[] = [];

/** Puts a flow on the page, and waits until its first step shows. Whatever it changed is put back after the test. */
export async function mountFlow(mounting: Mounting = {}): Promise<MountedFlow> {
  const flow = await insertFlow(mounting);
  await until(() => flow.root.querySelector("[data-stage]"), "a step shows");
  await settle();
  return flow;
}

/** The same, without waiting. */
export async function insertFlow(mounting: Mounting = {}): Promise<MountedFlow> {
  const { first, answers, brand, account = "", encapsulated = false, content = "", offline = false, before } = mounting;
  const server = new ScriptedServer(answers);
  server.brand = brand;
  server.account = account;
  serve(server);
  setOnline(!offline);
  await loadExecutor();
  const executor = document.createElement("ak-flow-executor");
  setHtml(executor, content);
  executor.slug = "sign-in";
  executor.query = "next=/if/user/";
  executor.encapsulated = encapsulated;
  executor.first = first;
  const destinations: string[] = [];
  const problems: FlowProblem[] = [];
  executor.addEventListener("ak-flow-problem", ({ problem }) => problems.push(problem));
  executor.addEventListener("ak-flow-before-leave", (event) => {
    event.preventDefault();
    destinations.push(event.to);
  });
  before?.(executor);
  document.body.append(executor);
  cleanups.push(() => executor.remove());
  const root = encapsulated ? executor.renderRoot : executor;
  return { executor, server, screen: new Screen(() => root), destinations, problems, root };
}

/** Makes the server answer all requests of the page until the end of the test. */
export function serve(server: ScriptedServer): void {
  const real = window.fetch;
  window.fetch = server.fetch;
  cleanups.push(() => (window.fetch = real));
}

/** Makes the browser believe that it has a network or none, until the end of the test. */
export function setOnline(online: boolean): void {
  Object.defineProperty(navigator, "onLine", { configurable: true, get: () => online });
  cleanups.push(() => Reflect.deleteProperty(navigator, "onLine"));
}

/** Calls the function when the test is over. */
export function afterwards(cleanup: () => void): void {
  cleanups.push(cleanup);
}

/** Aborts when the test is over. */
export function untilTheEnd(): AbortSignal {
  const test = new AbortController();
  afterwards(() => test.abort());
  return test.signal;
}

// A form that is really sent takes the test page away, and the test with it.
addEventListener("submit", (event) => event.preventDefault());

afterEach(() => {
  while (cleanups.length > 0) cleanups.pop()?.();
  delete document.documentElement.dataset["theme"];
  document.documentElement.removeAttribute("dir");
  localStorage.clear();
  sessionStorage.clear();
});
