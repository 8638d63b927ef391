import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { redirectTarget, safeNextPath } from "../../../src/protocol/next-url.ts";

describe("safeNextPath", () => {
  for (const path of ["/", "/app", "/app/?a=1&b=//x#top", "/if/flow/x/?next=%2F%2Fevil.example", "/ü"]) {
    it(`accepts ${path}`, () => {
      const safe = safeNextPath(path);
      assert.ok(safe);
      assert.equal(new URL(safe, "https://id.example").origin, "https://id.example");
    });
  }

  const unsafe = [
    "",
    "foo",
    "foo/bar",
    "https://site.invalid/app",
    "https://evil.example",
    "https:evil.example",
    "//evil.example",
    "///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    " //evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "/a/..//evil.example",
    "/.//evil.example",
    "javascript:alert(1)",
    "data:text/html,x",
    "/x\u0000",
  ];
  for (const next of unsafe) {
    it(`refuses ${JSON.stringify(next)}`, () => assert.equal(safeNextPath(next), undefined));
  }
});

describe("redirectTarget", () => {
  const base = "https://id.example/if/flow/x/";
  const kind = (to: string): string => redirectTarget(to, base).kind;

  it("takes http and https, relative or absolute, for pages", () => {
    assert.deepEqual(["/app", "app", "https://app.example/", "http://app.example/"].map(kind), Array(4).fill("page"));
  });

  it("takes a scheme of its own for an app", () => {
    assert.deepEqual(
      ["goauthentik.io://callback", "myapp:done", "com.example.app:/oauth"].map(kind),
      Array(3).fill("app"),
    );
  });

  it("refuses what could run script, and what is no URL", () => {
    const targets = [
      "javascript:alert(1)",
      "JaVaScRiPt:alert(1)",
      " javascript:alert(1)",
      "java\nscript:alert(1)",
      "data:text/html,x",
      "vbscript:x",
      "blob:x",
      "file:///etc/passwd",
      "filesystem:https://id.example/temporary/x",
      "about:blank",
      "view-source:https://id.example/",
      "https://",
      "",
    ];
    assert.deepEqual(targets.map(kind), Array(targets.length).fill("unsafe"));
  });
});
