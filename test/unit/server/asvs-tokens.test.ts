/** Keys of self-contained tokens (OWASP ASVS 5.0, V9.1). */
import assert from "node:assert/strict";
import { createHmac, createSign, generateKeyPairSync, type JsonWebKey } from "node:crypto";
import { test } from "node:test";
import { testApp, TestBrowser } from "./support/test-app.ts";

const cookie = "authentik_session";
const encoded = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");

test("a token that brings its own key, or says where to fetch one, is the same as none", async (t) => {
  const app = testApp(t);
  const browser = new TestBrowser(app);
  await browser.signIn("admin");
  const real = browser.cookies.get(cookie) ?? "";
  const [, payload = "", signature = ""] = real.split(".");
  const isSignedIn = async (token: string): Promise<boolean> => {
    const other = new TestBrowser(app);
    other.cookies.set(cookie, token);
    return (await other.request("/if/user/")).status === 200;
  };
  assert.equal(await isSignedIn(real), true);

  const mine = Buffer.alloc(32, 7);
  const symmetric = { kty: "oct", k: mine.toString("base64url") };
  const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const asymmetric: JsonWebKey = publicKey.export({ format: "jwk" });
  const url = "https://evil.example/keys.json";
  const headers: object[] = [
    { alg: "HS256", jwk: symmetric },
    { alg: "HS256", jku: url },
    { alg: "HS256", x5u: url },
    { alg: "HS256", kid: "../../../dev/null" },
    { alg: "RS256", jwk: asymmetric },
    { alg: "RS256", jku: url, kid: "1" },
  ];
  const fetched = t.mock.method(globalThis, "fetch", () => Promise.reject(new Error("nobody is to be asked")));
  for (const header of headers) {
    const signed = `${encoded({ typ: "JWT", ...header })}.${payload}`;
    const bySecret = createHmac("sha256", mine).update(signed).digest("base64url");
    const byKey = createSign("RSA-SHA256").update(signed).sign(privateKey, "base64url");
    const withNothing = createHmac("sha256", "").update(signed).digest("base64url");
    for (const forged of [bySecret, byKey, withNothing, signature, ""]) {
      assert.equal(await isSignedIn(`${signed}.${forged}`), false, JSON.stringify(header));
    }
  }
  assert.equal(fetched.mock.callCount(), 0);
});
