/** The Python around expressions, held against Ruff: `node --import tsx tools/lint/python.ts`. Says nothing where all is fine. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { PositionEncoding, Workspace } from "@astral-sh/ruff-wasm-nodejs";

interface Diagnostic {
  readonly code: string | null;
  readonly message: string;
  readonly start_location: { readonly row: number };
}

const root = fileURLToPath(new URL("../..", import.meta.url));
const folders = ["src/server/python/sandbox"];
const settings = {
  "line-length": 140,
  "target-version": "py314",
  // Faults, bugs, modern Python, sorted imports, comprehensions, misplaced and superfluous code, returns.
  lint: { select: ["E", "F", "W", "B", "UP", "I", "C4", "PIE", "RET"], ignore: ["UP042"] },
};

const ruff = new Workspace(settings, PositionEncoding.Utf16);
const files = folders.flatMap((folder) =>
  readdirSync(join(root, folder))
    .filter((name) => name.endsWith(".py"))
    .map((name) => join(folder, name)),
);
const complaints = files.flatMap((file) =>
  (ruff.check(readFileSync(join(root, file), "utf8")) as readonly Diagnostic[]).map(
    ({ code, message, start_location: { row } }) => `${file}:${row}  ${code ?? "syntax"}  ${message}`,
  ),
);
if (files.length === 0) complaints.push("There is no Python to look at.");
for (const complaint of complaints) console.log(complaint);
process.exitCode = complaints.length > 0 ? 1 : 0;
