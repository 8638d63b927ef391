import assert from "node:assert/strict";
import { test } from "node:test";
import { readPlan } from "../../../src/server/engine/read-plan.ts";
import { readSessionData } from "../../../src/server/engine/read-session-data.ts";
import { isJsonObject, type JsonObject, type JsonValue } from "../../../src/server/store/json-value.ts";

const user = {
  pk: 7,
  username: "ada",
  name: "Ada",
  email: "ada@example.test",
  type: "internal",
  path: "users",
  uid: "u",
  is_active: true,
  attributes: {},
  backend: "password",
};
const step = {
  binding: "b",
  stage: { kind: "stored", pk: "s" },
  order: 10,
  invalidResponseAction: "restart_with_context",
  reEvaluate: true,
};
const memory = {
  ...step,
  binding: null,
  stage: { kind: "memory", pk: "m", model: "authentik_stages_dummy.dummystage", settings: { name: "x" } },
};
const texts = {
  pending_user_identifier: "ada",
  redirect: "/app",
  refused: "/app",
  is_redirected: "f",
  redirect_stage_target: "/app",
  deny_message: "No.",
  auth_method: "password",
  user_backend: "password",
};
const application = { name: "App", slug: "app", launch_url: "/app" };
const context = { ...texts, pending_user: user, application, auth_method_args: {}, "of a policy": [1] };
const plan = { flow: "f", bindings: [step, memory], context, restarts: 0 };
const sourceLogin = { source: "x", state: "s", verifier: "v", query: "", resume: "t" };
const levels = ["debug", "info", "success", "warning", "error"];
const messages = levels.map((level) => ({ level, message: level }));
const data = { plan, query: "next=/", history: [plan], messages, sourceLogin };

type Path = readonly [string, ...string[]];

/** A copy with something else at a path. */
function changed(whole: JsonObject, [name, ...rest]: Path, value: JsonValue | undefined): JsonObject {
  const copy = structuredClone(whole);
  let at: JsonObject = copy;
  let last = name;
  for (const next of rest) {
    const inner = at[last];
    assert.ok(isJsonObject(inner) || Array.isArray(inner), last);
    at = inner as JsonObject;
    last = next;
  }
  at[last] = value;
  return copy;
}

const odd: readonly JsonValue[] = [null, true, 7.5, -1, "?", [], [null], {}];
const isText = (value: unknown): boolean => typeof value === "string";
const isObject = isJsonObject;

/** Every place of a plan that is looked at, what may stand there, and whether it may be missing. */
const places: readonly (readonly [path: Path, fits: (value: unknown) => boolean, optional?: boolean])[] = [
  [["flow"], isText],
  [["bindings"], (value) => Array.isArray(value) && value.length === 0],
  [["context"], (value) => isObject(value)],
  [["restarts"], () => false],
  [["bindings", "0"], () => false],
  [["bindings", "0", "binding"], (value) => value === null || isText(value)],
  [["bindings", "0", "stage"], () => false],
  [["bindings", "0", "order"], (value) => typeof value === "number"],
  [["bindings", "0", "invalidResponseAction"], () => false],
  [["bindings", "0", "reEvaluate"], (value) => value === true],
  [["bindings", "0", "stage", "kind"], () => false],
  [["bindings", "0", "stage", "pk"], isText],
  [["bindings", "1", "stage", "pk"], isText],
  [["bindings", "1", "stage", "kind"], () => false],
  [["bindings", "1", "stage", "model"], isText],
  [["bindings", "1", "stage", "settings"], isObject],
  ...Object.keys(texts).map((name) => [["context", name], isText, true] as const),
  [["context", "pending_user"], () => false, true],
  [["context", "application"], () => false, true],
  [["context", "auth_method_args"], isObject, true],
  [["context", "pending_user", "pk"], (value) => value === null],
  [["context", "pending_user", "is_active"], (value) => value === true],
  [["context", "pending_user", "attributes"], isObject],
  [["context", "pending_user", "backend"], isText, true],
  ...["username", "name", "email", "type", "path", "uid"].map(
    (name) => [["context", "pending_user", name], isText] as const,
  ),
  [["context", "application", "name"], isText],
  [["context", "application", "slug"], isText],
  [["context", "application", "launch_url"], isText, true],
];

test("a plan is read back as it was kept", () => {
  assert.deepEqual(readPlan(plan), plan);
  const bare = { flow: "f", bindings: [], context: {}, restarts: 3 };
  assert.deepEqual(readPlan(bare), bare);
  for (const value of [undefined, ...odd]) assert.equal(readPlan(value), undefined, JSON.stringify(value));
});

test("a plan of which one part has another shape is none", () => {
  for (const [path, fits, optional = false] of places) {
    for (const value of [undefined, ...odd]) {
      const isRead = readPlan(changed(plan, path, value)) !== undefined;
      assert.equal(isRead, value === undefined ? optional : fits(value), `${path.join(".")}: ${JSON.stringify(value)}`);
    }
  }
  for (const restarts of ["0", 0.5, 2 ** 53]) assert.equal(readPlan({ ...plan, restarts }), undefined);
});

test("a session's data are read back as they were kept, and what is missing stays so", () => {
  assert.deepEqual(readSessionData(data), data);
  const bare = { history: [], messages: [] };
  assert.deepEqual(readSessionData(bare), bare);
  const unresumed = { ...bare, sourceLogin: { source: "x", state: "s", verifier: "v", query: "" } };
  assert.deepEqual(readSessionData(unresumed), unresumed);
  for (const value of [undefined, ...odd]) assert.equal(readSessionData(value), undefined, JSON.stringify(value));
});

test("a session's data of which one part has another shape are none", () => {
  const isEmptyList = (value: unknown): boolean => Array.isArray(value) && value.length === 0;
  const parts: readonly (readonly [path: Path, fits: (value: unknown) => boolean, optional?: boolean])[] = [
    [["plan"], () => false, true],
    [["query"], isText, true],
    [["history"], isEmptyList],
    [["history", "0"], () => false],
    [["messages"], isEmptyList],
    [["messages", "1"], () => false],
    [["messages", "1", "level"], () => false],
    [["messages", "1", "message"], isText],
    [["sourceLogin"], () => false, true],
    [["sourceLogin", "resume"], isText, true],
    ...["source", "state", "verifier", "query"].map((name) => [["sourceLogin", name], isText] as const),
  ];
  for (const [path, fits, optional = false] of parts) {
    for (const value of [undefined, ...odd]) {
      const isRead = readSessionData(changed(data, path, value)) !== undefined;
      assert.equal(isRead, value === undefined ? optional : fits(value), `${path.join(".")}: ${JSON.stringify(value)}`);
    }
  }
});
