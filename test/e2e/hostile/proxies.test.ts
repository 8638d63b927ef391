/** The same journeys behind a real nginx, in the ways people configure it. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { Challenge } from "../../../src/protocol/challenges.ts";
import { type BuiltServer, startBuiltServer } from "../../../tools/built-server.ts";
import { findNginx, type Nginx, startNginx } from "./support/nginx.ts";
import { importBlueprint } from "./support/import-blueprint.ts";
import { Visitor } from "./support/visitor.ts";

const publicOrigin = "https://id.example";
const nginxProgram = findNginx();

/** What the world sends through each proxy, and what the server has to make of it. */
const setUps = {
  "headers overwritten": `proxy_set_header Host $host; proxy_set_header X-Forwarded-For $remote_addr; proxy_set_header X-Forwarded-Proto https; proxy_set_header X-Forwarded-Host $host;`,
  "addresses appended": `proxy_set_header Host $host; proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for; proxy_set_header X-Forwarded-Proto https;`,
  "host passed on, nothing else set": `proxy_set_header Host $http_host;`,
  "the public name written into the configuration": `proxy_set_header Host id.example; proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;`,
} as const;

/** A sign-in whose password step has a policy, asked again when its turn comes, that never fails. */
const guarded = `version: 1
entries:
  - { model: authentik_policies_expression.expressionpolicy, id: p, identifiers: { name: hostile-always }, attrs: { expression: return True } }
  - { model: authentik_flows.flow, id: f, identifiers: { slug: hostile-guarded }, attrs: { name: g, title: g, designation: authentication } }
  - { model: authentik_stages_identification.identificationstage, id: i, identifiers: { name: hostile-name }, attrs: { user_fields: [username] } }
  - { model: authentik_flows.flowstagebinding, identifiers: { target: !KeyOf f, stage: !KeyOf i, order: 0 } }
  - { model: authentik_flows.flowstagebinding, id: b, identifiers: { target: !KeyOf f, stage: !Find [authentik_stages_password.passwordstage, [name, default-authentication-password]], order: 1 }, attrs: { evaluate_on_plan: false, re_evaluate_policies: true } }
  - { model: authentik_policies.policybinding, identifiers: { target: !KeyOf b, policy: !KeyOf p, order: 0 } }
  - { model: authentik_flows.flowstagebinding, identifiers: { target: !KeyOf f, stage: !Find [authentik_stages_user_login.userloginstage, [name, default-authentication-login]], order: 2 } }
`;

const lies = [
  "a",
  "unknown",
  "a, 203.0.113.9",
  "203.0.113.9:4711",
  "[2001:db8::1]:80",
  "010.1.1.1",
  "127.1",
  "0x7f000001",
  "2130706433",
  '"1.2.3.4"',
  "",
];

/** One for all set-ups: it is told the same in each. */
let server: BuiltServer;
before(async () => {
  server = await startBuiltServer({ PUBLIC_ORIGIN: publicOrigin, TRUSTED_PROXIES: "127.0.0.1" });
  await importBlueprint(new Visitor(server.port, { host: "id.example" }), server.password, guarded);
});
after(() => server.stop());

for (const [name, directives] of Object.entries(setUps)) {
  describe(`behind nginx, ${name}`, { skip: nginxProgram ? false : "nginx is not installed" }, () => {
    let proxy: Nginx;
    const visitor = (headers: Record<string, string> = {}): Visitor =>
      new Visitor(proxy.port, { host: "id.example", ...headers });

    before(async () => {
      proxy = await startNginx(nginxProgram ?? "", server.port, directives);
    });
    after(() => proxy.stop());

    test("a person signs in, with secure cookies, and signs out", async () => {
      const person = visitor();
      await person.signIn("user", server.password);
      assert.equal(await person.isSignedIn(), true);
      const page = await visitor().request("/if/flow/default-authentication-flow/");
      assert.match(String(page.headers["set-cookie"]), /authentik_session=.*; Secure/);
      assert.ok(page.headers["strict-transport-security"]);
      await person.get("default-invalidation-flow");
      assert.equal(await person.isSignedIn(), false);
    });

    test("a wrong password is wrong, and no header signs anybody in", async () => {
      for (const lie of lies) {
        for (const header of ["x-forwarded-for", "forwarded", "x-real-ip"]) {
          const thief = visitor({ [header]: header === "forwarded" ? `for=${lie}` : lie });
          const asked: Challenge = await thief.post("hostile-guarded", { uid_field: "admin" });
          assert.equal(asked.component, "ak-stage-password", `${header}: ${lie}`);
          assert.equal(await thief.isSignedIn(), false, `${header}: ${lie}`);
        }
      }
    });

    test("no header decides where the link in a mail leads", async () => {
      for (const headers of [
        { host: "evil.example" },
        { "x-forwarded-host": "evil.example" },
        { forwarded: "host=evil.example" },
      ]) {
        const mallory = visitor(headers);
        try {
          await mallory.post("account-recovery", { uid_field: "user" });
        } catch {
          // Refused altogether: no mail either.
        }
      }
      const admin = visitor();
      await admin.signIn("admin", server.password);
      const outbox = await admin.request("/demo/outbox/");
      assert.equal(outbox.status, 200);
      assert.equal(outbox.text.includes("evil.example"), false);
    });

    test("the outbox is closed to everybody but administrators", async () => {
      for (const headers of [
        {},
        { "x-forwarded-for": "127.0.0.1" },
        { host: "localhost" },
        { host: `127.0.0.1:${server.port}` },
      ]) {
        const { status } = await visitor(headers).request("/demo/outbox/");
        assert.ok([404, 421, 400].includes(status), JSON.stringify([headers, status]));
      }
    });

    test("a host that is not ours gets 421 or, where the proxy writes the name, our own page", async () => {
      const { status, headers } = await visitor({ host: "evil.example" }).request("/");
      if (status === 302) assert.equal(headers.location, "/flows/-/default/authentication/?next=%2F");
      else assert.equal(status, 421);
    });

    test("an odd host on its way to a WebSocket ends nothing", async () => {
      const upgrade = { connection: "Upgrade", upgrade: "websocket", host: "a:b@x" };
      await visitor(upgrade)
        .request("/ws/client/")
        .catch(() => undefined);
      assert.equal((await visitor().request("/api/v3/root/config/")).status, 200);
      assert.ok(server.isRunning());
    });
  });
}
