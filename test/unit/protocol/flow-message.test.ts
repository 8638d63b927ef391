import assert from "node:assert/strict";
import { test } from "node:test";
import { type FlowMessage, readFlowMessage } from "../../../src/protocol/flow-message.ts";

const source = "flow-interface";

test("each message is read, and nothing besides what belongs to it", () => {
  const messages: readonly FlowMessage[] = [
    { type: "ready" },
    { type: "height", height: 412.5 },
    { type: "step", component: "ak-stage-password", title: "" },
    { type: "leaving", origin: "https://app.example" },
  ];
  for (const message of messages) assert.deepEqual(readFlowMessage({ source, ...message, token: "t" }), message);
});

test("what another program says is no message", () => {
  for (const data of [undefined, null, "ready", 1, [], {}, { type: "ready" }, { source: "devtools", type: "ready" }])
    assert.equal(readFlowMessage(data), undefined);
});

test("what is not whole or of another kind is no message", () => {
  const broken = [
    {},
    { type: "closed" },
    ...[undefined, null, "412", 0, -1, Number.NaN, Infinity].map((height) => ({ type: "height", height })),
    { type: "step", component: "ak-stage-password" },
    { type: "step", title: "Password" },
    { type: "step", component: 1, title: "Password" },
    { type: "step", component: "ak-stage-password", title: null },
    { type: "leaving" },
    { type: "leaving", origin: { href: "https://app.example" } },
  ];
  for (const data of broken) assert.equal(readFlowMessage({ source, ...data }), undefined, JSON.stringify(data));
});
