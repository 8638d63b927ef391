import assert from "node:assert/strict";
import { test } from "node:test";
import { isLately, Session } from "../../../src/server/engine/session.ts";
import type { User } from "../../../src/server/store/user-store.ts";

const hour = 3_600_000;
const day = 24 * hour;
const user = { pk: 1, username: "ada" } as User;

test("a sign-in ends when it was said, but neither before twelve hours nor after thirty days", () => {
  const said: readonly (readonly [lifetime: number | undefined, ends: number])[] = [
    [undefined, 30 * day],
    [0, 12 * hour],
    [hour, 12 * hour],
    [12 * hour + 1, 12 * hour + 1],
    [7 * day, 7 * day],
    [90 * day, 30 * day],
  ];
  for (const [lifetime, ends] of said) {
    const session = Session.anonymous(5);
    session.logIn(user, 1000, lifetime);
    const { state } = session;
    assert.deepEqual([state.ends, state.created, state.authenticatedAt], [1000 + ends, 1000, 1000], String(lifetime));
    assert.deepEqual([state.lifetime, state.persistent], [lifetime ?? day, lifetime !== undefined], String(lifetime));
  }
});

test("nobody is somebody before the sign-in, and nobody again after it, under another key each time", () => {
  const session = Session.anonymous(5);
  const keys = [session.state.key];
  assert.deepEqual([session.user, session.state.ends, session.isEmpty], [null, 5 + 30 * day, true]);
  session.logIn(user, 10);
  keys.push(session.state.key);
  assert.deepEqual([session.user, session.isEmpty], [user, false]);
  assert.notEqual(session.cookies.csrfToken, undefined);
  session.reauthenticate(20);
  keys.push(session.state.key);
  assert.deepEqual([session.state.authenticatedAt, session.state.created], [20, 10]);
  session.logOut(30);
  assert.deepEqual([session.user, session.state.authenticatedAt, session.cookies], [null, null, {}]);
  assert.deepEqual(session.retiredKeys, keys);
  assert.equal(new Set([...keys, session.state.key]).size, 4);
});

test("a session put back is under its key again, and nothing of what was tried is left", () => {
  const session = Session.anonymous(5);
  const before = session.checkpoint();
  const { key } = session.state;
  session.logIn(user, 10);
  session.addMessage("info", "Hello");
  session.restore(before);
  assert.deepEqual([session.state.key, session.user, session.retiredKeys, session.cookies], [key, null, [], {}]);
  assert.deepEqual(session.state.messages, []);
});

test("of many messages the latest twenty are kept, and blank ones are none", () => {
  const session = Session.anonymous(5);
  session.addMessage("info", " \n ");
  assert.equal(session.isEmpty, true);
  for (let count = 1; count <= 21; count++) session.addMessage("info", String(count));
  const kept = session.state.messages.map(({ message }) => message);
  assert.deepEqual([kept.length, kept[0], kept.at(-1)], [20, "2", "21"]);
  assert.equal(session.isEmpty, false);
});

test("whatever is under way is worth keeping, each by itself", () => {
  const parts: readonly (keyof Session["state"])[] = ["plan", "query", "history", "sourceLogin"];
  const plan = { flow: "f", bindings: [], context: {}, restarts: 0 };
  const login = { source: "x", state: "s", verifier: "v", query: "" };
  for (const part of parts) {
    const session = Session.anonymous(5);
    Object.assign(session.state, { [part]: { plan, query: "", history: [plan], sourceLogin: login }[part as "plan"] });
    assert.equal(session.isEmpty, false, part);
  }
});

test("lately is a quarter of an hour, and never is not lately", () => {
  const quarter = 15 * 60_000;
  for (const [time, now, lately] of [
    [0, 0, true],
    [1, quarter, true],
    [0, quarter, false],
    [null, 0, false],
    [undefined, 0, false],
  ] as const)
    assert.equal(isLately(time, now), lately, `${time} ${now}`);
});

test("what is wrong with what was kept is told once", () => {
  const session = new Session(Session.anonymous(5).state, "The plan cannot be read.");
  assert.deepEqual([session.takeUnreadable(), session.takeUnreadable()], ["The plan cannot be read.", undefined]);
});
