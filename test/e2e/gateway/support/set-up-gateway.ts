import assert from "node:assert/strict";
import { after, before, beforeEach } from "node:test";
import { startBuiltGateway } from "../../../../tools/built-gateway.ts";
import { ensureFreshBuild } from "../../../../tools/fresh-build.ts";
import type { RunningProgram } from "../../../../tools/start-program.ts";
import { FakeUpstream } from "../../../support/fake-upstream.ts";

/** The built gateway, and what it stands in front of; both are there while tests run. */
export interface BuiltGateway {
  readonly upstream: FakeUpstream;
  readonly gateway: RunningProgram;
}

/** A gateway for all tests of the suite that calls it. It has to be alive in the end. */
export function setUpGateway(): BuiltGateway {
  ensureFreshBuild();
  let upstream: FakeUpstream | undefined;
  let gateway: RunningProgram | undefined;
  before(async () => {
    upstream = await FakeUpstream.start();
    gateway = await startBuiltGateway(upstream.origin);
  });
  beforeEach(() => upstream?.answer((_request, response) => response.end("fine")));
  after(async () => {
    assert.equal(gateway?.isRunning(), true);
    await gateway.stop();
    await upstream?.kill();
  });
  const there = <T>(started: T | undefined): T => started ?? assert.fail("it starts before the tests");
  return {
    get upstream() {
      return there(upstream);
    },
    get gateway() {
      return there(gateway);
    },
  };
}
