import assert from "node:assert/strict";
import { test } from "node:test";
import { safeLink } from "../../../src/protocol/safe-link.ts";

test("links lead to pages and to people", () => {
  for (const href of [
    "https://help.example/",
    "http://a/",
    "/help",
    "help?x#y",
    "#top",
    "//cdn.example/",
    "mailto:a@b",
    "tel:+49",
  ]) {
    assert.equal(safeLink(href), href);
  }
});

test("what would run a script, or is nothing, is no link", () => {
  const tricks = [
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    " javascript:alert(1)",
    "java\nscript:alert(1)",
    "\u0001javascript:alert(1)",
  ];
  for (const href of [
    ...tricks,
    "x-https:run",
    "chattel:1",
    "https+x:run",
    "data:text/html,x",
    "vbscript:x",
    "blob:https://a/b",
    "file:///etc/passwd",
    "http://",
    null,
    undefined,
  ]) {
    assert.equal(safeLink(href), undefined, String(href));
  }
});
