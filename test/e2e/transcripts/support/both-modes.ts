import { before, describe } from "node:test";
import type { RunningServer } from "../../support/running-server.ts";
import { setCompatibility } from "../../support/set-compatibility.ts";

/** Runs the tests in the default mode, and with all flows in compatibility mode. */
export function bothModes(server: RunningServer, tests: () => void): void {
  for (const compatibility of [false, true]) {
    describe(compatibility ? "compatibility mode" : "default mode", () => {
      before(() => setCompatibility(server, compatibility));
      tests();
    });
  }
}
