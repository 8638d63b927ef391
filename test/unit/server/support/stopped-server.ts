import assert from "node:assert/strict";
import { type TestContext } from "node:test";
import type { Challenge } from "../../../../src/protocol/challenges.ts";
import type { FlowApp } from "../../../../src/server/http/create-app.ts";
import { flowWith, type TestStage } from "./flow-blueprint.ts";
import { addBlueprint, expectChallenge, testApp } from "./test-app.ts";

/** A server with a flow `f` that may stop, and what it said. */
export class StoppedServer {
  readonly app: FlowApp;
  readonly logged: string[] = [];
  readonly unexpected: unknown[] = [];

  constructor(t: TestContext) {
    this.app = testApp(t, {
      log: (level, text) => this.logged.push(`${level} ${text}`),
      onError: (error) => this.unexpected.push(error),
    });
  }

  /** Adds the flow `f`. */
  add(stages: readonly TestStage[], more = "", attrs = "designation: authentication"): void {
    addBlueprint(this.app, more + flowWith("f", attrs, stages));
  }

  /** Changes a row behind the server's back. */
  corrupt(sql: string): void {
    this.app.store.database.run(sql);
  }

  /** That the flow has stopped, with a number that the log has, too. */
  assertStopped(challenge: Challenge, says: RegExp): void {
    const { request_id: id } = expectChallenge(challenge, "ak-stage-flow-error");
    const line = this.logged.find((text) => text.startsWith(`error ${id} The flow f was stopped: `));
    assert.match(line ?? this.logged.join("\n"), says);
    assert.deepEqual(this.unexpected, []);
  }
}
