import assert from "node:assert/strict";
import { test } from "node:test";
import { notesOf, released } from "../../../tools/release/changelog.ts";

const before = "# Changelog\n\n## Unreleased\n\n### Added\n\n- A thing.\n\n## 0.1.0 – 2026-01-01\n\n- The first.\n";

test("a release gives what is new its version, and leaves room above it", () => {
  const after = released(before, "0.2.0", "2026-11-30");
  assert.equal(
    after,
    "# Changelog\n\n## Unreleased\n\n## 0.2.0 – 2026-11-30\n\n### Added\n\n- A thing.\n\n## 0.1.0 – 2026-01-01\n\n- The first.\n",
  );
  assert.equal(notesOf(after, "0.2.0"), "### Added\n\n- A thing.");
  assert.equal(notesOf(after, "0.1.0"), "- The first.");
});

test("there is none without news, of a version that is there, or in a changelog of another form", () => {
  const after = released(before, "0.2.0", "2026-11-30");
  assert.throws(() => released(after, "0.3.0", "2026-12-01"), /nothing that is unreleased/);
  assert.throws(() => released(before, "0.1.0", "2026-12-01"), /has 0\.1\.0 already/);
  assert.throws(() => released("# Changelog\n", "0.1.0", "2026-12-01"), /one "## Unreleased"/);
  assert.throws(() => notesOf(before, "9.9.9"), /does not have 9\.9\.9/);
});
