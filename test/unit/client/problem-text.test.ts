import assert from "node:assert/strict";
import { it } from "node:test";
import { loadProblemText, problemText } from "../../../src/client/ui/text/problem-text.ts";

it("needs to load no words for a network that is gone, and others only once", async () => {
  for (const code of ["offline", "unreachable", "timeout", "unavailable", "unexpected", "stage-missing"] as const) {
    assert.equal(loadProblemText({ code }), undefined);
    assert.notEqual(problemText({ code }, 0, false), "");
  }
  assert.equal(problemText({ code: "not-found" }, 0, false), "The server has a problem. Try again in a moment.");
  await loadProblemText({ code: "not-found" });
  assert.equal(
    problemText({ code: "not-found" }, 0, false),
    "There is nothing at this address. The link may be out of date.",
  );
  assert.equal(loadProblemText({ code: "plan-lost" }), undefined);
});

it("promises what was typed only where it is known that the same step comes back", () => {
  assert.match(problemText({ code: "timeout" }, 0, true), /What you typed is kept/);
  assert.doesNotMatch(problemText({ code: "flow-error" }, 0, true), /What you typed is kept/);
});
