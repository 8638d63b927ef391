import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { ensureFreshBuild } from "../../tools/fresh-build.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

test("what is built brings the licences of the packages in it", () => {
  ensureFreshBuild();
  const notices = readFileSync(`${root}dist/client/THIRD-PARTY-NOTICES.txt`, "utf8");
  const packages = ["lit", "lit-html", "@lit/localize", "@webcomponents/webcomponentsjs", "dompurify", "uqr"];
  for (const name of packages) {
    const { version } = JSON.parse(readFileSync(`${root}node_modules/${name}/package.json`, "utf8")) as {
      version: string;
    };
    assert.ok(
      notices.split("\n").some((line) => line.startsWith(`${name} ${version} (`)),
      name,
    );
  }
  assert.match(notices, /Redistributions in binary form must reproduce the above\s+copyright notice/);
});
