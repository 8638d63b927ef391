import { writeFileSync } from "node:fs";
import type { Reporter, TestSession, TestSuiteResult } from "@web/test-runner";
import { add, type Counts, countsFile, none } from "./counts.ts";

/**
 * Counts tests for `tools/test/run.ts`, each one as often as it ran, and says how many ran in which browser and mode; with `TEST_TIMES=1` also
 * how long the tests of each file took.
 */
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
      for (const session of sessions) {
        for (const name of failuresOf(session))
          console.log(`FAILED in ${session.browser.name}, ${session.group.name} mode: ${name}`);
      }
      if (process.env["TEST_TIMES"]) for (const line of timesOf(sessions)) console.log(line);
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

/** The names of the tests that failed, said at the end where they are found; the runner itself shows them far above. */
function failuresOf({ testResults, testFile, passed }: TestSession): string[] {
  const names = testResults ? failedIn(testResults, []) : [];
  return names.length === 0 && !passed ? [`${testFile} (the file itself)`] : names;
}

function failedIn({ name, suites, tests }: TestSuiteResult, above: readonly string[]): string[] {
  const path = name ? [...above, name] : above;
  const own = tests.filter((test) => !test.passed && !test.skipped).map((test) => [...path, test.name].join(" › "));
  return [...own, ...suites.flatMap((suite) => failedIn(suite, path))];
}

function countSuite({ suites, tests }: TestSuiteResult): Counts {
  const own = {
    passed: tests.filter((test) => test.passed && !test.skipped).length,
    failed: tests.filter((test) => !test.passed && !test.skipped).length,
    skipped: tests.filter((test) => test.skipped).length,
  };
  return suites.map(countSuite).reduce(add, own);
}

/** Seconds in each file's tests, over all browsers and modes, the longest first. */
function timesOf(sessions: Iterable<TestSession>): string[] {
  const times = new Map<string, number>();
  for (const { testFile, testResults } of sessions)
    times.set(testFile, (times.get(testFile) ?? 0) + (testResults ? durationOf(testResults) : 0));
  const sorted = [...times].sort(([, a], [, b]) => b - a);
  return sorted.map(([file, time]) => `${(time / 1000).toFixed(1).padStart(6)} s  ${file}`);
}

function durationOf({ suites, tests }: TestSuiteResult): number {
  const own = tests.reduce((sum, { duration = 0 }) => sum + duration, 0);
  return suites.reduce((sum, suite) => sum + durationOf(suite), own);
}
