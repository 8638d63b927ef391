/** Upstream that does not answer, and what is left to its own interface. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { troubleOf, UpstreamTimeout } from "../../../src/gateway/upstream-trouble.ts";
import { ask } from "../../e2e/hostile/support/raw-client.ts";
import { authentik, hostConfigOf, start, templatePage } from "./support/running-gateway.ts";

const opened = {
  accept: "text/html,application/xhtml+xml",
  "sec-fetch-dest": "document",
  "sec-fetch-mode": "navigate",
};

describe("while upstream is away", () => {
  for (const path of ["/if/flow/sign-in/?next=/a&b=<", "/application/o/authorize/?x=1"]) {
    test(`${path} is a page that says so in the browser's language, and tries again by itself`, async () => {
      const gateway = await start(authentik({}));
      await gateway.upstream.kill();
      const target = path.replace("<", "%3C");
      const { status, headers, text } = await ask(gateway.port, target, {
        headers: { ...opened, "accept-language": "de" },
      });
      assert.equal(status, 503);
      assert.equal(headers["retry-after"], "5");
      assert.match(text, /<html lang="de" dir="ltr">/);
      assert.match(text, /<meta http-equiv="refresh" content="5">/);
      assert.match(text, /Der Server ist nicht erreichbar/);
      assert.ok(text.includes(`href="${target.replaceAll("&", "&amp;")}"`), text);
      assert.match(String(headers["content-security-policy"]), /script-src 'self' 'nonce-.*frame-ancestors 'none'/);
      const [line] = gateway.lines.filter(({ event }) => event === "upstream");
      assert.equal(line?.["kind"], "unreachable");
      await gateway.upstream.resume();
      assert.equal((await ask(gateway.port, target, { headers: opened })).status, 200);
    });
  }

  test("scripts and programs get a problem in JSON", async () => {
    const gateway = await start();
    await gateway.upstream.kill();
    for (const headers of [{ accept: "application/json" }, { ...opened, "sec-fetch-dest": "empty" }, {}]) {
      const answer = await ask(gateway.port, "/api/v3/flows/executor/sign-in/?query=", { headers });
      assert.equal(answer.status, 503);
      assert.equal(answer.headers["content-type"], "application/problem+json");
      assert.match(String(answer.headers["x-authentik-id"]), /^[\da-f]{32}$/);
    }
    assert.equal((await ask(gateway.port, "/x", { method: "HEAD" })).text, "");
  });
});

test("a flow's page that is busy starts over when upstream says", async () => {
  const gateway = await start((_request, response) =>
    response.writeHead(503, { "Content-Type": "text/html", "Retry-After": "9" }).end("authentik is starting"),
  );
  const { status, headers, text } = await ask(gateway.port, "/if/flow/sign-in/", { headers: opened });
  assert.equal(status, 503);
  assert.equal(headers["retry-after"], "9");
  assert.match(text, /content="9".*The server has a problem\./s);
});

test("a certificate that is refused, and silence, are told apart in the log", () => {
  const failed = (code: string): Error => Object.assign(new Error("x"), { code });
  for (const code of ["DEPTH_ZERO_SELF_SIGNED_CERT", "ERR_TLS_CERT_ALTNAME_INVALID", "CERT_HAS_EXPIRED"])
    assert.equal(troubleOf(failed(code)).kind, "untrusted", code);
  for (const code of ["ECONNREFUSED", "ECONNRESET", "ENOTFOUND"])
    assert.equal(troubleOf(failed(code)).kind, "unreachable");
  assert.equal(troubleOf(new UpstreamTimeout("x")).kind, "timeout");
});

describe("upstream's own interface", () => {
  const page = templatePage();

  for (const query of ["?fallback", "?next=/&fallback", "?sfe"]) {
    test(`${query} is it, untouched`, async () => {
      const gateway = await start(authentik({ page }));
      const { text, headers } = await ask(gateway.port, `/if/flow/sign-in/${query}`, { headers: opened });
      assert.equal(text, page);
      assert.equal(headers["content-security-policy"], undefined);
      assert.deepEqual(
        gateway.upstream.seen.map(({ url }) => url),
        [`/if/flow/sign-in/${query}`],
      );
    });
  }

  for (const agent of [
    "Mozilla/5.0 (Windows NT 10.0; WOW64; Trident/7.0; rv:11.0) like Gecko",
    "Mozilla/4.0 (compatible; MSIE 8.0; Windows NT 6.1)",
    "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/64.0 Safari/537.36 Edge/18.17763",
    "Mozilla/5.0 (iPhone) AppleWebKit/605.1.15 (KHTML, like Gecko) PKeyAuth/1.0",
  ]) {
    test(`is for ${agent.slice(-30)}`, async () => {
      const gateway = await start(authentik({ page }));
      const headers = { ...opened, "user-agent": agent };
      assert.equal((await ask(gateway.port, "/if/flow/sign-in/", { headers })).text, page);
    });
  }

  test("is not for Edge on Chromium", async () => {
    const gateway = await start(authentik({ page }));
    const agent =
      "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36 Edg/140.0";
    const headers = { ...opened, "user-agent": agent };
    const { text } = await ask(gateway.port, "/if/flow/sign-in/?next=/x", { headers });
    assert.equal(hostConfigOf(text).fallback, "/if/flow/sign-in/?next=/x&fallback");
  });
});
