import { writeFileSync } from "node:fs";

/**
 * A reporter for `node --test` that counts tests for `tools/test/run.ts`. Suites and whole files are no tests; a file that crashes is a
 * failure. With `TEST_TIMES` in the environment it also leaves the tests of more than a second. No TypeScript: Node loads reporters before the loader that could read it.
 *
 * @param {AsyncIterable<import("node:test/reporters").TestEvent>} source
 */
export default async function* countTests(source) {
  const counts = { passed: 0, failed: 0, skipped: 0, slow: [] };
  for await (const { type, data } of source) {
    if (type !== "test:pass" && type !== "test:fail") continue;
    const { duration_ms: duration } = data.details;
    if (process.env.TEST_TIMES && duration > 1000)
      counts.slow.push(`${(duration / 1000).toFixed(1).padStart(6)} s  ${data.name}`);
    const isGroup = data.details.type === "suite" || (data.nesting === 0 && data.name.endsWith(".test.ts"));
    // What holds tests fails with them; by itself only when it crashes or a hook does.
    if (type === "test:fail") counts.failed += data.details.error.failureType === "subtestsFailed" ? 0 : 1;
    else if (isGroup) continue;
    else if (data.skip !== undefined || data.todo !== undefined) counts.skipped += 1;
    else counts.passed += 1;
  }
  if (process.env.TEST_COUNTS) writeFileSync(process.env.TEST_COUNTS, JSON.stringify(counts));
  yield "";
}
