/** Who and what stays outside, where pages of other origins may run flows. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { strangeOrigins } from "../../support/strange-origins.ts";
import { corsOf, embeddable, executor, Guest, preflight } from "./support/guest.ts";
import { testApp } from "./support/test-app.ts";

test("an origin that is not named gets no word of CORS and no cookie", async (t) => {
  const app = embeddable(t);
  for (const origin of strangeOrigins) {
    for (const site of ["cross-site", "same-site", undefined]) {
      const guest = new Guest(app, { origin, "sec-fetch-mode": "cors", ...(site && { "sec-fetch-site": site }) });
      const answer = await guest.ask(executor);
      assert.deepEqual(corsOf(answer), [], origin);
      assert.equal(answer.headers.get("x-authentik-csrf"), null);
      if (site === "cross-site") assert.equal(answer.status, 403, origin);
      assert.ok([...guest.attributes.keys()].every((name) => !name.endsWith("_embedded")));
      assert.deepEqual(corsOf(await preflight(app, executor, "POST", "content-type", origin)), [], origin);
    }
  }
});

test("without the setting nobody is told anything", async (t) => {
  const app = testApp(t);
  assert.deepEqual(corsOf(await new Guest(app).ask(executor)), []);
  assert.deepEqual(corsOf(await preflight(app, executor, "POST", "content-type")), []);
});

test("a page may ask what a flow needs, in the way it needs it", async (t) => {
  const app = embeddable(t);
  const headers = "accept-language,content-type,x-authentik-csrf";
  const allowed = await preflight(app, executor, "POST", headers);
  assert.equal(allowed.status, 204);
  assert.equal(allowed.headers.get("access-control-allow-methods"), "GET, POST");
  assert.equal(allowed.headers.get("vary"), "Origin, Cookie");
  for (const path of ["/api/v3/core/brands/current/", "/api/v3/core/users/me/", "/flows/-/cancel/"])
    assert.equal((await preflight(app, path, "GET", headers)).status, 204, path);
  const refused: [path: string, method: string, headers: string][] = [
    [executor, "DELETE", headers],
    [executor, "PUT", headers],
    [executor, "post", headers],
    [executor, "POST", `${headers}, authorization`],
    [executor, "POST", "x-forwarded-for"],
    [executor, "POST", "cookie"],
    ["/api/v3/core/users/me/", "POST", headers],
    ["/api/v3/flows/inspector/default-authentication-flow/", "GET", headers],
    ["/api/v3/flows/instances/", "GET", headers],
    ["/api/v3/flows/executor/a/../../../admin/", "GET", headers],
    ["/api/v3/root/config/", "GET", headers],
    ["/if/flow/default-authentication-flow/", "GET", headers],
    ["/if/admin/", "GET", headers],
    ["/if/user/", "POST", headers],
    ["/ws/client/", "GET", headers],
    ["/", "GET", headers],
  ];
  for (const [path, method, names] of refused)
    assert.deepEqual(corsOf(await preflight(app, path, method, names)), [], `${method} ${path} ${names}`);
});

test("other addresses stay closed to such a page, and forms and pictures of it are none of its scripts", async (t) => {
  const app = embeddable(t);
  const guest = new Guest(app);
  await guest.signIn();
  for (const path of [
    "/api/v3/flows/inspector/default-authentication-flow/",
    "/api/v3/root/config/",
    "/api/v3/flows/instances/",
    "/if/user/",
    "/if/admin/",
    "/",
  ]) {
    const answer = await guest.browser.request(path);
    assert.deepEqual(corsOf(answer), [], path);
    assert.notEqual(answer.status, 200, path);
  }
  for (const mode of ["navigate", "no-cors"]) {
    const answer = await guest.browser.request(executor, { method: "POST", headers: { "sec-fetch-mode": mode } });
    assert.equal(answer.status, 403, mode);
    assert.deepEqual(corsOf(answer), []);
  }
});
