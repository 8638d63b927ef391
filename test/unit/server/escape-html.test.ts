import assert from "node:assert/strict";
import { test } from "node:test";
import { escapeHtml } from "../../../src/server/engine/escape-html.ts";

test("nothing of a text is markup, neither between tags nor in an attribute", () => {
  assert.equal(escapeHtml(`<a href="x" id='y'>&lt;`), "&#60;a href=&#34;x&#34; id=&#39;y&#39;&#62;&#38;lt;");
  assert.equal(escapeHtml("Ada — `x` = {y}"), "Ada — `x` = {y}");
});
