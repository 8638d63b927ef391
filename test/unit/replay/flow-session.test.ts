/** Our session and client, in front of what an authentik answered: each case goes through to its last challenge. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { ApiClient } from "../../../src/client/flow/api-client.ts";
import { FlowClient } from "../../../src/client/flow/flow-client.ts";
import { FlowSession } from "../../../src/client/flow/flow-session.ts";
import type { FlowState } from "../../../src/client/flow/flow-state.ts";
import type { Challenge, Payload } from "../../../src/protocol/challenges.ts";
import { executorPath } from "../../../src/protocol/flow-url.ts";
import { Browser } from "../../replay/browser.ts";
import { createReplay } from "../../replay/create-replay.ts";
import { casesOf, recordedJourney, recordingNames } from "../../replay/read-recordings.ts";
import { isExecutor, type Recording, slugOf, type Step } from "../../replay/recording.ts";

const here = "http://auth.example.test";

/** Steps of one flow that a page goes through without leaving, each with what it leads to. */
interface Visit {
  readonly slug: string;
  readonly query: string;
  readonly steps: readonly Step[];
}

/** What a page of ours can do: no broken requests, none in another's session, no answer to another step than the one that shows. */
function isOurs({ method, raw, csrf, origin, https, sends, body }: Step, index: number, showing?: Challenge): boolean {
  const isIll = raw !== undefined || csrf !== undefined || https === true || origin?.includes("evil") === true;
  const isElsewhere = index > 0 && sends !== undefined;
  if (isIll || isElsewhere || method === "GET") return !isIll && !isElsewhere;
  if (method !== "POST" || typeof body !== "object" || body === null || Array.isArray(body)) return false;
  return !("component" in body) || body.component === showing?.component;
}

/** The steps from the first that a page of ours goes through; `undefined` where it could not begin. */
function visitOf({ steps }: Recording): Visit | undefined {
  const first = steps.findIndex(({ path }) => isExecutor(path));
  const start = steps[first];
  const slug = start && slugOf(start.path);
  if (!slug || start.challenge === undefined || start.method !== "GET") return undefined;
  const query = new URL(start.address, here).searchParams.get("query") ?? "";
  const mine: Step[] = [];
  let showing: Challenge | undefined;
  for (const [index, step] of steps.slice(first).entries()) {
    const isHere = step.address === `/api/v3/${executorPath(slug, query)}`;
    if (!isHere || !isOurs(step, index, showing) || (index > 0 && step.language !== start.language)) break;
    mine.push(step);
    showing = step.challenge ?? showing;
  }
  return mine.length > 0 ? { slug, query, steps: mine } : undefined;
}

function sessionOn(browser: Browser, { slug, query }: Visit, language: string): FlowSession {
  const api = new ApiClient({
    base: `${here}/`,
    fetch: browser.fetch,
    csrfToken: () => browser.cookies.get("authentik_csrf") ?? "",
    language: () => language,
  });
  const client = new FlowClient({ api, path: executorPath(slug, query), isOnline: () => true });
  return new FlowSession(client, () => {});
}

async function goThrough(recording: Recording, visit: Visit): Promise<void> {
  const replay = createReplay(recording);
  const browser = new Browser(replay);
  const session = sessionOn(browser, visit, visit.steps[0]?.language ?? "en");
  await session.start();
  let shown = visit.steps[0]?.challenge;
  assertShows(session.state, shown);
  for (const [index, step] of visit.steps.entries()) {
    if (step.method !== "POST" || session.state.status !== "showing") continue;
    await session.submit(withoutComponent(step.body));
    shown = visit.steps.slice(index).find(({ to }) => to === undefined)?.challenge;
    assertShows(session.state, shown);
  }
  assert.deepEqual(replay.faults, []);
}

function withoutComponent(body: unknown): Payload {
  const { component: _, ...payload } = body as Record<string, unknown>;
  return payload;
}

/** The state that a challenge leads to. */
function assertShows(state: FlowState, challenge: Challenge | undefined): void {
  if (!challenge) return;
  const expected = JSON.parse(JSON.stringify(challenge).replaceAll("{origin}", here)) as Challenge;
  if (expected.component === "xak-flow-redirect") {
    assert.deepEqual([state.status, state.status === "leaving" && state.to], ["leaving", expected.to]);
    return;
  }
  assert.ok(state.status === "showing");
  if (expected.component === "ak-stage-flow-error" && state.problem) {
    assert.equal(state.problem.code, "flow-error");
    return;
  }
  if (state.problem?.code === "plan-lost") delete expected.response_errors;
  assert.deepEqual(state.challenge, expected);
}

describe("A flow session in front of an authentik shows what it says:", () => {
  const all = [
    ...recordingNames("components").flatMap((name) => casesOf(name).map((recording) => [name, recording] as const)),
    ...recordingNames("journeys").map((name) => ["journey", recordedJourney(name)] as const),
  ];
  for (const [kind, recording] of all) {
    const visit = visitOf(recording);
    if (visit) it(`${kind}, ${recording.name}`, () => goThrough(recording, visit));
  }
});
