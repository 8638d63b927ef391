import assert from "node:assert/strict";
import { test } from "node:test";
import { CookieJar } from "../../../src/gateway/cookies.ts";

test("the next request has what the answers have set", () => {
  const jar = new CookieJar("authentik_session=a.b; other=x=y; authentik_session=second", "/api/v3/flows/executor/x/");
  assert.equal(jar.header, "authentik_session=a.b; other=x=y");
  jar.take([
    "authentik_session=c; Path=/; HttpOnly",
    "authentik_csrf=d; expires=Fri, 01 Jan 2100 00:00:00 GMT; Path=/",
  ]);
  assert.equal(jar.header, "authentik_session=c; other=x=y; authentik_csrf=d");
  jar.take(["other=; Max-Age=0; Path=/", 'authentik_csrf=""; expires=Thu, 01 Jan 1970 00:00:00 GMT; Path=/']);
  assert.equal(jar.header, "authentik_session=c");
});

test("cookies for other paths are handed on but not sent", () => {
  const jar = new CookieJar(undefined, "/sub/api/x/");
  const cookies = ["a=1; Path=/sub", "b=2; Path=/su", "c=3; Path=/other/", "d=4; Path=/sub/"];
  jar.take(cookies);
  assert.equal(jar.header, "a=1; d=4");
  assert.deepEqual(jar.toSet, cookies);
});

test("of the same cookie the browser gets the last, of different ones each", () => {
  const jar = new CookieJar(undefined, "/");
  jar.take(["a=1; Path=/", "a=2; Path=/; HttpOnly", "a=3; Path=/sub", "a=4; Path=/; Domain=example.test"]);
  assert.deepEqual(jar.toSet, ["a=2; Path=/; HttpOnly", "a=3; Path=/sub", "a=4; Path=/; Domain=example.test"]);
});

test("there is no header for no cookies", () => {
  assert.equal(new CookieJar("", "/").header, undefined);
  assert.equal(new CookieJar("nonsense; =x", "/").header, undefined);
});
