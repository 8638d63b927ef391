import { writeFileSync } from "node:fs";
import type { Reporter, TestSession, TestSuiteResult } from "@web/test-runner";
import { add, type Counts, countsFile, none } from "./counts.ts";

/** Counts tests for `test/run.ts`, each one as often as it ran, and says how many ran in which browser and mode. */
export function countReporter(): Reporter {
  return {
    onTestRunFinished({ sessions }) {
      const runs = new Map<string, Counts>();
      for (const session of sessions) {
        const name = `${session.browser.name}, ${session.group.name} mode`;
        runs.set(name, add(runs.get(name) ?? none, countSession(session)));
      }
      for (const [name, { passed, failed, skipped }] of runs) {
        console.log(`${name}: ${passed} passed, ${failed} failed, ${skipped} skipped`);
      }
      const file = countsFile();
      if (file) writeFileSync(file, JSON.stringify([...runs.values()].reduce(add, none)));
    },
  };
}

/** A session that failed although none of its tests did, crashed or could not load its file: that is a failure too. */
function countSession({ testResults, passed }: TestSession): Counts {
  const counts = testResults ? countSuite(testResults) : none;
  const ran = counts.passed + counts.failed + counts.skipped > 0;
  return counts.failed === 0 && (!passed || !ran) ? { ...counts, failed: 1 } : counts;
}

function countSuite({ suites, tests }: TestSuiteResult): Counts {
  const own = {
    passed: tests.filter((test) => test.passed && !test.skipped).length,
    failed: tests.filter((test) => !test.passed && !test.skipped).length,
    skipped: tests.filter((test) => test.skipped).length,
  };
  return suites.map(countSuite).reduce(add, own);
}
