import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type FlowState, reduce } from "../../../src/client/flow/flow-state.ts";
import { identification, password } from "./scripted-client.ts";

const showing: FlowState = { status: "showing", challenge: identification, turn: 3, busy: true };

describe("reduce", () => {
  it("goes on to a new step", () => {
    const next = reduce(showing, { type: "advanced", challenge: password });
    assert.deepEqual(next, { status: "showing", challenge: password, turn: 4, busy: false });
  });

  it("keeps the turn for a repeated step", () => {
    const again = { ...identification, response_errors: {} };
    assert.deepEqual(reduce(showing, { type: "repeated", challenge: again }), {
      ...showing,
      challenge: again,
      busy: false,
    });
  });

  it("keeps what shows when a request fails", () => {
    const problem = { code: "timeout" } as const;
    assert.deepEqual(reduce(showing, { type: "failed", problem }), { ...showing, busy: false, problem });
  });

  it("never goes back in turns, so that no form is mistaken for another", () => {
    const left = reduce(showing, { type: "left", to: "/" });
    const back = reduce(reduce(left, { type: "sent" }), { type: "advanced", challenge: identification });
    assert.equal(back.turn, 4);
  });

  it("has nothing to repeat when nothing shows", () => {
    const state: FlowState = { status: "starting", turn: 0 };
    assert.equal(reduce(state, { type: "repeated", challenge: identification }), state);
  });
});
