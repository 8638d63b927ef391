/** `npm run size:package`: what the package has a page load at once. Fails when a budget is overdrawn. */
import { readFileSync } from "node:fs";
import { posix } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync } from "node:zlib";
import { transformSync } from "esbuild";
import { ensureFreshPackage } from "./fresh-package.ts";
import { textTable } from "./text-table.ts";

const folder = fileURLToPath(new URL("../dist/package/", import.meta.url));
const kilobyte = 1024;

ensureFreshPackage();
const measures = [
  { what: "flow.min.js, with Lit and the styles", value: together(["flow.min.js"]), budget: 28 * kilobyte },
  { what: "flow-interface, without Lit", value: together(closure("register.js")), budget: 16 * kilobyte },
  { what: "flow-interface/session", value: together(closure("session.js")), budget: 4 * kilobyte },
];
const rows = measures.map(({ what, value, budget }) => [
  what,
  `${value} B`,
  `${budget} B`,
  value > budget ? "OVER" : "",
]);
console.log(textTable([["brotli", "now", "budget", ""], ...rows]));
process.exitCode = measures.some(({ value, budget }) => value > budget) ? 1 : 0;

/** A file and those that it loads at once. */
function closure(file: string): string[] {
  const found = new Set([file]);
  // A Set visits what is added while it is being walked.
  for (const name of found) {
    for (const [, next = ""] of readFileSync(folder + name, "utf8").matchAll(
      /^(?:import|export)\b[^;]*?"(\.[^"]+)";$/gm,
    ))
      found.add(posix.join(posix.dirname(name), next));
  }
  return [...found];
}

/** As a bundler puts them together. */
function together(files: readonly string[]): number {
  const code = files.map((name) => readFileSync(folder + name, "utf8")).join("\n");
  const { code: small } = transformSync(code.replace(/^(?:import|export)\b[^;]*?;$/gm, ""), { minify: true });
  return brotliCompressSync(small).length;
}
