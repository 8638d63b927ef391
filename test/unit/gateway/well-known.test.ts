/** What browsers and password managers look for, where upstream has nothing to say. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Handler } from "../../support/fake-upstream.ts";
import { ask } from "../../e2e/hostile/support/raw-client.ts";
import { start } from "./support/running-gateway.ts";

const nothing: Handler = (_request, response) => response.writeHead(404).end("upstream has no such page");
const nonsense = "/.well-known/resource-that-should-not-exist-whose-status-code-should-not-be-200";

test("upstream's own answers win, with its cookies and its status", async () => {
  const gateway = await start((_request, response) => {
    response.writeHead(307, { Location: "/if/user/own", "Set-Cookie": "a=b" }).end();
  });
  const { status, headers } = await ask(gateway.port, "/.well-known/change-password");
  assert.deepEqual([status, headers.location, headers["set-cookie"]], [307, "/if/user/own", ["a=b"]]);
});

test("where it has none, the gateway says what follows from its settings, below the path of authentik", async () => {
  const gateway = await start(nothing, { WEB_PATH: "/sso/", SECURITY_CONTACT: "https://id.example/report" });
  const change = await ask(gateway.port, "/.well-known/change-password");
  assert.deepEqual([change.status, change.headers.location], [302, "/sso/if/flow/default-password-change/"]);
  const passkeys = await ask(gateway.port, "/.well-known/passkey-endpoints");
  const manage = `${new URL(gateway.origin).protocol}//`;
  assert.match(
    passkeys.text,
    /"manage":"http:\/\/[^"]+\/sso\/if\/user\/#\/settings;%7B%22page%22%3A%22page-mfa%22%7D"/,
  );
  assert.ok(passkeys.text.includes(manage));
  assert.match(
    (await ask(gateway.port, "/.well-known/security.txt")).text,
    /^Contact: https:\/\/id\.example\/report\n/,
  );
});

test("where passkeys are managed, and the account as a whole, is authentik's own page, untouched", async () => {
  const seen: string[] = [];
  const gateway = await start(
    (request, response) => {
      seen.push(request.url ?? "");
      if (request.url?.startsWith("/.well-known/")) return void response.writeHead(404).end();
      response.writeHead(200, { "Content-Type": "text/html", "X-Upstream": "authentik" }).end("<ak-interface-user>");
    },
    { WEB_PATH: "/sso/" },
  );
  const { manage } = JSON.parse((await ask(gateway.port, "/.well-known/passkey-endpoints")).text) as { manage: string };
  const { pathname, hash } = new URL(manage);
  assert.deepEqual(JSON.parse(decodeURIComponent(hash.split(";")[1] ?? "")), { page: "page-mfa" });
  for (const path of [pathname, `${pathname}?next=%2F`]) {
    const { status, headers, text } = await ask(gateway.port, path);
    assert.deepEqual([status, headers["x-upstream"], text], [200, "authentik", "<ak-interface-user>"]);
  }
  assert.deepEqual(seen.slice(-2), ["/sso/if/user/", "/sso/if/user/?next=%2F"]);
});

test("what nobody has stays upstream's 404", async () => {
  const gateway = await start(nothing);
  for (const path of [
    "/.well-known/webauthn",
    "/.well-known/security.txt",
    nonsense,
    "/.well-known/openid-configuration",
  ]) {
    const { status, text } = await ask(gateway.port, path);
    assert.deepEqual([status, text], [404, "upstream has no such page"], path);
  }
});

test("an upstream that is away is said to be", async () => {
  const gateway = await start(nothing);
  await gateway.upstream.kill();
  assert.equal((await ask(gateway.port, "/.well-known/change-password")).status, 503);
});
