import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { theme } from "../../../src/page/theme.ts";

const client = fileURLToPath(new URL("../../../src/client", import.meta.url));
const sheets = readdirSync(client, { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith(".css"))
  .map((path) => readFileSync(join(client, path), "utf8"))
  .join("\n");

test("pages without a script have the colours of the flow's page", () => {
  for (const [name, colour] of Object.entries(theme)) {
    const token = new RegExp(`--ak-${name}: (light-dark[^;]*);`).exec(sheets)?.[1];
    assert.equal(colour, token, `--ak-${name}`);
  }
});
