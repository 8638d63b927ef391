/**
 * `npm run lint`: oxlint, the templates' types, the styles, the Python and the formatting; all five, so that one run
 * says everything. What is fine prints nothing.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));

const runs = [
  run("node_modules/oxlint/bin/oxlint", ["--deny-warnings"], (output) => /on [1-9]\d* files/.test(output)),
  // Not `no-incompatible-type-binding`: its lists of values know neither `autocomplete="one-time-code"` nor more than one token in `sandbox`,
  // and nothing can be excepted. What it found besides has been mended; look again with `--rules.no-incompatible-type-binding error`.
  // Only the client: the `html` of the pages that a server makes is Hono's.
  run(
    "node_modules/@jackolope/lit-analyzer/cli.mjs",
    ["src/client", "--strict", "--rules.no-incompatible-type-binding", "off"],
    // The analyzer is content when it finds nothing to look at.
    (output) => /in [1-9]\d* files?/.test(output),
  ),
  run("node_modules/stylelint/bin/stylelint.mjs", [
    ...["--config", ".config/stylelint.config.js", "--max-warnings", "0"],
    ...["src/client/**/*.css", "src/client/**/*.styles.ts"],
  ]),
  run("tools/lint/python.ts", []),
  run("node_modules/oxfmt/bin/oxfmt", ["--check"], (output) => /on [1-9]\d* files/.test(output)),
];
process.exitCode = (await Promise.all(runs)).every(Boolean) ? 0 : 1;

/** Runs a tool; shows what it says where something is wrong. */
async function run(script: string, args: readonly string[], isWhole = (_output: string) => true): Promise<boolean> {
  const child = spawn(process.execPath, ["--import", "tsx", root + script, ...args], {
    cwd: root,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const closed = once(child, "close") as Promise<[number | null]>;
  const [output, errors, [code]] = await Promise.all([text(child.stdout), text(child.stderr), closed]);
  const isFine = code === 0 && isWhole(output);
  if (!isFine) process.stdout.write(`${script}:\n${output}${errors}\n`);
  return isFine;
}
