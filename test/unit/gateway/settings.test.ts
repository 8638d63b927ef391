import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, test } from "node:test";
import { StartupError } from "../../../src/edge/startup-error.ts";
import { readGatewaySettings } from "../../../src/gateway/settings.ts";

const upstream = { UPSTREAM: "http://127.0.0.1:9000" };

test("an upstream is enough", () => {
  const settings = readGatewaySettings({ ...upstream, PORT: "" });
  assert.equal(settings.upstream.href, "http://127.0.0.1:9000/");
  assert.deepEqual([settings.host, settings.port, settings.webPath], ["127.0.0.1", 9100, "/"]);
  assert.equal(settings.pagePatience, 300);
  assert.equal(settings.tls, undefined);
  assert.equal(settings.hasMetrics, false);
});

test("a path that authentik is mounted at ends in a slash", () => {
  assert.equal(readGatewaySettings({ ...upstream, WEB_PATH: "/sign-in" }).webPath, "/sign-in/");
  assert.equal(readGatewaySettings({ ...upstream, WEB_PATH: "/a/b/" }).webPath, "/a/b/");
});

describe("what is wrong is named", () => {
  const wrong: readonly (readonly [name: string, value: string])[] = [
    ["UPSTREAM", ""],
    ["UPSTREAM", "authentik"],
    ["UPSTREAM", "ftp://authentik"],
    ["UPSTREAM", "http://authentik/path"],
    ["UPSTREAM", "http://name:password@authentik"],
    ["PORT", "http"],
    ["PORT", "70000"],
    ["WEB_PATH", "sign-in"],
    ["WEB_PATH", "//evil.example"],
    ["WEB_PATH", '/"><script>'],
    ["PAGE_PATIENCE", "soon"],
    ["PAGE_PATIENCE", "-1"],
    ["TRUSTED_PROXIES", "everybody"],
    ["FRAME_ANCESTORS", "*;"],
    ["EMBEDDING_ORIGINS", "*"],
    ["EMBEDDING_ORIGINS", "http://app.example"],
    ["CAPTCHA_ORIGIN", "captcha"],
    ["TLS_CERT", "/tmp/cert.pem"],
    ["TLS_KEY", "/tmp/key.pem"],
    ["METRICS", "perhaps"],
    ["PASSWORD_FLOW", "/if/flow/change/"],
    ["RELATED_ORIGINS", "id.example"],
    ["SECURITY_CONTACT", "mailto:"],
  ];
  for (const [name, value] of wrong) {
    test(`${name}=${value}`, () => {
      assert.throws(
        () => readGatewaySettings({ ...upstream, [name]: value }),
        (error) => error instanceof StartupError && error.message.includes(name),
      );
    });
  }

  test("a certificate that is none", () => {
    const folder = mkdtempSync(join(tmpdir(), "gateway-"));
    try {
      const file = join(folder, "not.pem");
      writeFileSync(file, "no certificate");
      const settings = { ...upstream, TLS_CERT: file, TLS_KEY: file };
      assert.throws(() => readGatewaySettings(settings), /no certificate with its key/);
      assert.throws(() => readGatewaySettings({ ...settings, TLS_KEY: join(folder, "gone") }), /TLS_KEY .*not there/);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
