/** `npm run lint`: ESLint, the templates' types, the styles and the formatting; all four, so that one run says everything. */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));

const lint = run("eslint/bin/eslint.js", "--config", ".config/eslint.config.js", "--max-warnings", "0", ".");
// Not `no-incompatible-type-binding`: its lists of values know neither `autocomplete="one-time-code"` nor more than one token in `sandbox`,
// and nothing can be excepted. What it found besides has been mended; look again with `--rules.no-incompatible-type-binding error`.
const templates = run(
  "@jackolope/lit-analyzer/cli.mjs",
  // Not the server's pages: their `html` is Hono's, and they draw.
  "src/client",
  "--strict",
  "--rules.no-incompatible-type-binding",
  "off",
);
const styles = run(
  "stylelint/bin/stylelint.mjs",
  "--config",
  ".config/stylelint.config.js",
  "--max-warnings",
  "0",
  "src/client/**/*.css",
  "src/client/**/*.styles.ts",
);
const format = run("prettier/bin/prettier.cjs", "--check", "--log-level", "warn", ".");

// The analyzer is content when it finds nothing to look at.
const analyzed = Number(/in (\d+) files?/.exec(templates.output)?.[1] ?? 0);
if (templates.isFine && analyzed === 0) console.error("lit-analyzer looked at no file: check the folder it is given.");

process.exitCode = lint.isFine && templates.isFine && analyzed > 0 && styles.isFine && format.isFine ? 0 : 1;

/** Runs a tool of `node_modules`, shows what it says, and gives it back. */
function run(script: string, ...args: string[]): { isFine: boolean; output: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [`${root}node_modules/${script}`, ...args], {
    cwd: root,
    encoding: "utf8",
  });
  process.stdout.write(stdout);
  process.stderr.write(stderr);
  return { isFine: status === 0, output: stdout };
}
