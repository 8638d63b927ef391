import assert from "node:assert/strict";
import { test } from "node:test";
import { reachedFrom, signedInAs } from "../support/advisories.ts";
import { flowWith } from "../support/flow-blueprint.ts";
import { addBlueprint, testApp, TestBrowser } from "../support/test-app.ts";

const claims: Readonly<Record<string, string>> = {
  "x-forwarded-for": "10.1.2.3",
  "x-real-ip": "10.1.2.3",
  forwarded: "for=10.1.2.3",
  "client-ip": "10.1.2.3",
  "true-client-ip": "10.1.2.3",
  "cf-connecting-ip": "10.1.2.3",
};

test("CVE-2023-36456 (authentik): who is no proxy of ours does not say where a request comes from", async (t) => {
  const app = testApp(t, { trustedProxies: ["127.0.0.1"] });
  const browser = new TestBrowser(reachedFrom(app, "203.0.113.7"));
  browser.headers = claims;
  await browser.signIn();
  assert.equal(await signedInAs(browser), "Jane Doe");
  // Of a proxy of ours, only what it wrote itself.
  const behind = new TestBrowser(reachedFrom(app, "127.0.0.1"));
  behind.headers = { ...claims, "x-forwarded-for": "10.1.2.3, 198.51.100.9", forwarded: "for=198.51.100.9" };
  await behind.signIn("admin");
  const rows = app.store.database.rows("SELECT ip FROM sessions WHERE user_pk IS NOT NULL ORDER BY ip");
  assert.deepEqual(rows, [{ ip: "198.51.100.9" }, { ip: "203.0.113.7" }]);
});

test("CVE-2024-47070 (authentik): an address that cannot be read leaves no step out", async (t) => {
  const app = testApp(t, { trustedProxies: ["127.0.0.1"] });
  addBlueprint(
    app,
    `  - { model: authentik_policies_expression.expressionpolicy, id: any, identifiers: { name: any }, attrs: { expression: "return bool(ak_client_ip)" } }
${flowWith("guarded", "designation: authentication", [
  { model: "identification.identificationstage", attrs: "user_fields: [username]" },
  {
    model: "password.passwordstage",
    attrs: "backends: [authentik.core.auth.InbuiltBackend]",
    binding: "evaluate_on_plan: false, re_evaluate_policies: true",
    policy: "policy: !KeyOf any, failure_result: false",
  },
  { model: "user_login.userloginstage" },
])}`,
  );
  for (const address of ["a", "unknown", "203.0.113.9:4711", "010.1.1.1", "a, 203.0.113.9", '"', "", "1.2.3.4, a"]) {
    const browser = new TestBrowser(reachedFrom(app, "127.0.0.1"));
    browser.headers = { "x-forwarded-for": address };
    const { component } = await browser.post("guarded", { uid_field: "admin" });
    assert.equal(component, "ak-stage-password", address);
    assert.equal(await signedInAs(browser), undefined);
  }
});

test("CVE-2024-9666 (Keycloak): what a proxy's headers hold neither fails nor stalls a request", async (t) => {
  const app = reachedFrom(testApp(t, { trustedProxies: ["127.0.0.1", "::1", "10.0.0.0/8"] }), "127.0.0.1");
  const values = [
    "evil.example",
    "10.0.0.1, ".repeat(5_000),
    "[".repeat(5_000),
    "1.2.3.4:".repeat(2_000),
    `for="${"\\".repeat(5_000)}`,
    `for=${"a;".repeat(5_000)}`,
    "::ffff:999.1.1.1",
    "%00",
    "https://id.example/",
  ];
  const start = performance.now();
  for (const name of ["x-forwarded-for", "x-forwarded-proto", "x-forwarded-host", "forwarded", "x-forwarded-port"]) {
    for (const value of values) {
      const { status } = await app.fetch(new Request("http://id.example/", { headers: { [name]: value } }));
      assert.ok([200, 302, 400, 421].includes(status), `${name}: ${value.slice(0, 30)}: ${status}`);
    }
  }
  assert.ok(performance.now() - start < 5_000);
});

test("CVE-2026-25748 (authentik): a session cookie that cannot be read is none", async (t) => {
  const app = testApp(t);
  const admin = new TestBrowser(app);
  await admin.signIn("admin");
  const [head = "", payload = "", signature = ""] = (admin.cookies.get("authentik_session") ?? "").split(".");
  const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");
  const unsigned = encode({ alg: "none", typ: "JWT" });
  const other = encode({ sid: "x", sub: "x", authenticated: true });
  const cookies = [
    "x",
    "..",
    "%",
    "%00",
    `${head}.${payload}`,
    `${head}.${payload}.`,
    `${unsigned}.${payload}.`,
    `${unsigned}.${payload}.${signature}`,
    `${head}.${other}.${signature}`,
    `${head}.${payload}.${signature.slice(0, -2)}`,
    `{"sid":1}`,
  ];
  assert.equal((await admin.request("/if/admin/")).status, 200);
  for (const value of cookies) {
    const browser = new TestBrowser(app);
    browser.cookies.set("authentik_session", value);
    assert.equal((await browser.request("/if/admin/")).status, 302, value);
    browser.cookies.set("authentik_session", value);
    assert.ok([401, 403].includes((await browser.request("/api/v3/flows/instances/")).status), value);
  }
});
