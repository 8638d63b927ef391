/** Second factors (OWASP ASVS 5.0, V6.5 and V6.6), where no other test has it. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { Secret, TOTP } from "otpauth";
import { readSourceFiles } from "../../../tools/words/source-file.ts";
import { addBlueprint, expectChallenge, testApp, TestBrowser } from "./support/test-app.ts";
import { appFor, atSecondFactor, home, mailSetup, mfa, newestCode, said, wrongCode } from "./support/second-factors.ts";

const staticSetup = "default-authenticator-static-setup";
const totpSetup = "default-authenticator-totp-setup";

test("recovery codes have twenty bits of chance at least, however short a stage wants them, and none comes twice", async (t) => {
  const app = testApp(t);
  const browser = new TestBrowser(app);
  await browser.signIn("user");
  const codes = expectChallenge(await browser.get(staticSetup), "ak-stage-authenticator-static").codes;
  assert.equal(new Set(codes).size, 6);
  for (const code of codes) assert.match(code, /^[A-Za-z0-9]{12,}$/);
  addBlueprint(
    app,
    "  - { model: authentik_stages_authenticator_static.authenticatorstaticstage, identifiers: { name: default-authenticator-static-setup }, attrs: { token_length: 1 } }",
  );
  const other = new TestBrowser(app);
  await other.signIn("admin");
  const short = expectChallenge(await other.get(staticSetup), "ak-stage-authenticator-static").codes;
  // Five bits a character at least, whatever the alphabet.
  for (const code of short) assert.match(code, /^[A-Za-z0-9]{4,}$/);
});

test("codes that are sent have six digits, another six each time", async (t) => {
  const app = testApp(t);
  const codes = new Set<string>();
  for (const name of ["user", "admin"]) {
    for (let round = 0; round < 2; round++) {
      const browser = new TestBrowser(app);
      await browser.signIn(name);
      await browser.get(mailSetup);
      const code = await newestCode(app);
      assert.match(code, /^\d{6}$/);
      codes.add(code);
    }
  }
  assert.ok(codes.size > 1);
});

test("a code of an authenticator app is good for thirty seconds and what clocks differ by, not for two minutes", async (t) => {
  const app = appFor(t);
  const owner = new TestBrowser(app);
  await owner.signIn("user");
  const { config_url } = expectChallenge(await owner.get(totpSetup), "ak-stage-authenticator-totp");
  const parameters = new URL(config_url).searchParams;
  assert.equal(parameters.get("period"), "30");
  const totp = new TOTP({ secret: Secret.fromBase32(parameters.get("secret") ?? ""), digits: 6, period: 30 });
  assert.ok(totp.secret.bytes.byteLength * 8 >= 128);
  assert.equal((await owner.post(totpSetup, { code: totp.generate() })).component, home);
  const now = Date.now();
  t.mock.timers.enable({ apis: ["Date"], now: now + 300_000 });
  const { browser } = await atSecondFactor(app);
  assert.equal(await said(browser, mfa, { code: totp.generate({ timestamp: now + 180_000 }) }), wrongCode.app);
});

test("text messages are offered only beside something stronger, in every shipped step that takes them", (t) => {
  for (const demo of [false, true]) {
    const model = "authentik_stages_authenticator_validate.authenticatorvalidatestage";
    const { objects } = testApp(t, { demo }).store;
    const stages = objects.list(model);
    assert.ok(stages.length > 0);
    const strong = ["totp", "webauthn"];
    for (const { data } of stages) {
      const classes = (data.device_classes ?? ["static", "totp", "webauthn", "duo", "sms", "email"]) as string[];
      if (!classes.includes("sms")) continue;
      assert.deepEqual(
        strong.filter((name) => !classes.includes(name)),
        [],
        String(data.name),
      );
    }
    const offered = stages.flatMap(({ data }) => (data.configuration_stages ?? []) as string[]);
    const text = objects.list("authentik_stages_authenticator_sms.authenticatorsmsstage").map(({ pk }) => pk);
    assert.deepEqual(
      offered.filter((pk) => text.includes(pk)),
      [],
    );
  }
});

test("codes and seeds come from the system's randomness, and nothing else does the work", () => {
  const root = fileURLToPath(new URL("../../..", import.meta.url));
  const guessable = readSourceFiles(root, ["src/server"]).filter(({ text }) => /\bMath\.random\b/.test(text));
  assert.deepEqual(
    guessable.map(({ path }) => path),
    [],
  );
});
