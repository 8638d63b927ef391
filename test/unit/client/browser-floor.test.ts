import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";

/** What the oldest browsers in README.md lack (Chromium 112, Firefox 117, Safari 16.5), with the first that have it. */
const newer: readonly [what: string, pattern: RegExp][] = [
  ["AbortSignal.any: 116, 124, 17.4", /AbortSignal\.any\b/],
  ["URL.canParse: 120, 115, 17", /URL\.canParse\b/],
  ["URL.parse: 126, 126, 18", /URL\.parse\b/],
  ["Response.json: 105, 115, 17", /Response\.json\b/],
  ["ARIA properties: Firefox 119", /\.aria(Busy|Invalid|Label|Pressed|Expanded|Checked|Disabled|Live)\b/],
  ["Promise.withResolvers: 119, 121, 17.4", /Promise\.(withResolvers|try)\b/],
  ["Object.groupBy: 117, 119, 17.4", /(Object|Map)\.groupBy\b/],
  ["Array.fromAsync: 121, 115, 16.4", /Array\.fromAsync\b/],
  ["methods of sets: 122, 127, 17", /\.(isSubsetOf|isSupersetOf|isDisjointFrom|symmetricDifference)\(/],
  ["popovers: 114, 125, 17", /\b(show|hide|toggle)Popover\b|\bpopovertarget\b/i],
  ["isWellFormed: 111, 119, 16.4", /\.(isWellFormed|toWellFormed)\(/],
  ["moveBefore: 133, 144", /\.moveBefore\(/],
  ["iterators' helpers: 122, 131, 18.4", /Iterator\.from\b/],
  ["Uint8Array.fromBase64: 140, 133, 18.2", /\.(fromBase64|toBase64|fromHex|toHex)\(/],
];

test("what runs in browsers asks for nothing that the oldest of them lack", () => {
  const readme = readFileSync("README.md", "utf8");
  assert.match(readme, /Chromium 112, Firefox 117, Safari 16\.5/, "the floor is another one: this list has to follow");
  const files = ["src/client", "src/protocol", "src/captcha-frame"].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" }).map((name) => `${folder}/${name}`),
  );
  const code = files.filter((path) => path.endsWith(".ts") && !path.includes(".gen."));
  assert.ok(code.length > 100);
  const found = code.flatMap((path) => {
    const lines = readFileSync(path, "utf8").split("\n");
    return lines.flatMap((line, index) =>
      newer
        .filter(([, pattern]) => !/^\s*(\*|\/[/*])/.test(line) && pattern.test(line))
        .map(([what]) => `${path}:${index + 1}: ${what}`),
    );
  });
  assert.deepEqual(found, []);
});
