import assert from "node:assert/strict";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { sign } from "hono/jwt";
import Libsql from "libsql";
import { TOTP } from "otpauth";
import { migrations } from "../../../src/server/store/migrations.ts";
import { hashPassword } from "../../../src/server/store/password-hash.ts";
import { sealSecrets } from "../../../src/server/store/seal-secrets.ts";
import { foundIn } from "./support/file-search.ts";
import { demoPassword, expectChallenge, testApp, TestBrowser } from "./support/test-app.ts";
import { temporaryFolder } from "./support/temporary-folder.ts";

const home = { component: "xak-flow-redirect", to: "/" };
const cookieKey = "old-cookie-key-old-cookie-key-old-cookie-key";
const sessionKey = "signed-in-session-key-0001";
const enrollingKey = "enrolling-session-key-0002";
const challengedKey = "challenged-session-key-003";
const linkKey = "ab".repeat(30);
const seed = "MFRGGZDFMZTWQ2LKNNWG23TPOBYXE43U";
const recoveryCodes = ["aB3dE5fG7hJ9", "kL1mN0oP2qR4"];
const typedPassword = "typed-but-not-written-9";
const smtpPassword = "smtp-secret-0001";
const secrets = [cookieKey, sessionKey, enrollingKey, challengedKey, linkKey, seed, ...recoveryCodes, typedPassword];

const stages = {
  email: ["authentik_stages_email.emailstage", "account-recovery-email"],
  prompt: ["authentik_stages_prompt.promptstage", "account-recovery-prompt"],
  update: ["authentik_stages_user_write.userwritestage", "account-update-user"],
  create: ["authentik_stages_user_write.userwritestage", "account-sign-up-write"],
  login: ["authentik_stages_user_login.userloginstage", "default-authentication-login"],
  validate: [
    "authentik_stages_authenticator_validate.authenticatorvalidatestage",
    "default-authentication-mfa-validation",
  ],
  mailCode: ["authentik_stages_authenticator_email.authenticatoremailstage", "default-authenticator-email-setup"],
} as const;
const flows = ["account-recovery", "account-sign-up", "default-authentication-flow-mfa"] as const;

const step = (pk: string) => ({
  binding: null,
  stage: { kind: "stored", pk },
  order: 0,
  invalidResponseAction: "retry",
  reEvaluate: false,
});
const consentStep = {
  ...step(""),
  stage: { kind: "memory", pk: "email-consent", model: "memory.email_consent", settings: { name: "x" } },
};
const pendingUser = {
  pk: 1,
  uid: "f".repeat(32),
  username: "user",
  name: "",
  email: "user@example.test",
  is_active: true,
  type: "internal",
  path: "users",
  attributes: {},
};

/** A database as the version before wrote it: somebody signed in, somebody in the middle of things, links and codes on their way. */
function oldDatabase(folder: string): void {
  const file = new Libsql(join(folder, "flow.db"));
  const run = (sql: string, ...values: (string | number | null)[]): void => void file.prepare(sql).run(...values);
  file.exec("PRAGMA journal_mode = WAL");
  const before = migrations.slice(0, migrations.indexOf(sealSecrets));
  for (const sql of before) if (typeof sql === "string") file.exec(sql);
  file.exec(`PRAGMA user_version = ${before.length}`);

  const now = Date.now();
  const object = "INSERT INTO objects (pk, model, unique_key, data) VALUES (?, ?, ?, ?)";
  for (const [pk, [model, name]] of Object.entries(stages)) {
    const data = pk === "email" ? { name, password: smtpPassword } : { name };
    run(object, pk, model, JSON.stringify(["stage", name]), JSON.stringify(data));
  }
  for (const slug of flows) {
    const data = { slug, name: slug, title: slug, designation: "recovery" };
    run(object, slug, "authentik_flows.flow", JSON.stringify(["flow", slug]), JSON.stringify(data));
  }
  run(
    `INSERT INTO users (pk, uid, username, username_folded, name, email, email_folded, password_hash, is_active, type, path, attributes, date_joined)
     VALUES (1, ?, 'user', 'user', '', 'user@example.test', 'user@example.test', ?, 1, 'internal', 'users', '{}', ?)`,
    pendingUser.uid,
    hashPassword(demoPassword),
    now,
  );
  const device =
    "INSERT INTO devices (pk, user_pk, device_class, name, stage, unique_key, data, created) VALUES (?, 1, ?, 'x', ?, NULL, ?, 0)";
  run(device, 1, "static", "static", JSON.stringify({ codes: recoveryCodes }));
  run(device, 2, "totp", "totp", JSON.stringify({ secret: seed, digits: 6, drift: 0, lastStep: -1 }));
  const sent = { code: "314159", expires: now + 300_000 };
  run(device, 3, "email", "mailCode", JSON.stringify({ email: "user@example.test", sent }));

  const session =
    "INSERT INTO sessions (key, user_pk, data, lifetime, persistent, ip, created, expires) VALUES (?, ?, ?, 86400000, 0, '127.0.0.1', ?, ?)";
  const keep = (key: string, user: number | null, data: object): void =>
    run(session, key, user, JSON.stringify({ history: [], messages: [], ...data }), now - 3_600_000, now + 82_800_000);
  const answered = {
    username: "ada",
    email: "ada@example.test",
    password: typedPassword,
    password_repeat: typedPassword,
  };
  const enrolling = {
    flow: "account-sign-up",
    bindings: [step("create")],
    context: { prompt_data: answered },
    restarts: 0,
  };
  keep(sessionKey, 1, { history: [enrolling] });
  keep(enrollingKey, null, { plan: enrolling });
  const challenged = {
    flow: "default-authentication-flow-mfa",
    bindings: [step("validate"), step("login")],
    context: { pending_user: pendingUser, auth_method: "password" },
    restarts: 0,
  };
  keep(challengedKey, null, { plan: challenged });

  const plan = {
    flow: "account-recovery",
    bindings: [consentStep, step("email"), step("prompt"), step("update"), step("login")],
    context: { pending_user: pendingUser },
    restarts: 0,
  };
  const token = "INSERT INTO flow_tokens (key, identifier, user_pk, plan, used, expires) VALUES (?, ?, 1, ?, 0, ?)";
  run(token, linkKey, "email-stage/email", JSON.stringify(plan), now + 600_000);
  const mail =
    "INSERT INTO outbox (kind, recipient, subject, body, sent) VALUES ('email', 'user@example.test', 'x', ?, ?)";
  run(mail, `http://id.example/if/flow/account-recovery/?flow_token=${linkKey}`, now);
  run("INSERT INTO settings (name, value) VALUES ('secret:cookie-signing-key', ?)", cookieKey);
  file.close();
}

function migrated(t: TestContext) {
  const dataDir = temporaryFolder(t);
  oldDatabase(dataDir);
  const before = foundIn(dataDir, [...secrets, smtpPassword]);
  const app = testApp(t, { dataDir });
  return { app, dataDir, before };
}

async function browserWith(app: ReturnType<typeof testApp>, sid: string, isSignedIn: boolean): Promise<TestBrowser> {
  const claims = {
    sid,
    iss: "authentik",
    sub: "anonymous",
    authenticated: isSignedIn,
    acr: "goauthentik.io/core/default",
  };
  const browser = new TestBrowser(app);
  browser.cookies.set("authentik_session", await sign(claims, cookieKey, "HS256"));
  return browser;
}

test("nothing that was in clear before is left in any file, free pages included", (t) => {
  const { app, dataDir, before } = migrated(t);
  const all = [...secrets, smtpPassword];
  for (const secret of all)
    assert.ok(
      before.some((found) => found.endsWith(`: ${secret}`)),
      `${secret} was there`,
    );
  assert.deepEqual(foundIn(dataDir, all), []);
  assert.equal(app.store.settings.get("unscrubbed"), undefined);
  assert.match(app.store.outbox.list()[0]?.body ?? "", new RegExp(linkKey));
});

test("whoever is signed in stays so, and gets a cookie of the new kind", async (t) => {
  const { app } = migrated(t);
  const browser = await browserWith(app, sessionKey, true);
  assert.equal((await browser.request("/if/user/")).status, 200);
  const old = browser.cookies.get("authentik_session");
  await browser.get("default-authenticator-static-setup");
  assert.notEqual(browser.cookies.get("authentik_session"), old);
  assert.equal((await browser.request("/if/user/")).status, 200);
});

test("a form that was answered before makes the account, with the password that was typed", async (t) => {
  const { app } = migrated(t);
  const browser = await browserWith(app, enrollingKey, false);
  assert.deepEqual(await browser.get("account-sign-up"), home);
  const ada = app.store.users.findByUsername("ada");
  assert.ok(ada);
  app.store.users.update({ ...ada, is_active: true });
  const fresh = new TestBrowser(app);
  await fresh.post("default-authentication-flow", { uid_field: "ada" });
  assert.deepEqual(await fresh.post("default-authentication-flow", { password: typedPassword }), home);
});

test("a link that was sent before works, once", async (t) => {
  const { app } = migrated(t);
  const flow = "account-recovery";
  const query = `flow_token=${linkKey}`;
  const browser = new TestBrowser(app);
  const { token } = expectChallenge(await browser.get(flow, query), "ak-stage-consent");
  expectChallenge(await browser.post(flow, { token }, query), "ak-stage-prompt");
  const again = await new TestBrowser(app).get(flow, query);
  assert.deepEqual(again, { component: "xak-flow-redirect", to: `/if/flow/${flow}/` });
});

test("recovery codes and authenticator apps go on working, each code once", async (t) => {
  const { app } = migrated(t);
  const flow = "default-authentication-flow-mfa";
  const atFactor = async (): Promise<TestBrowser> => {
    const browser = new TestBrowser(app);
    await browser.post(flow, { uid_field: "user" });
    expectChallenge(await browser.post(flow, { password: demoPassword }), "ak-stage-authenticator-validate");
    return browser;
  };
  assert.deepEqual(await (await atFactor()).post(flow, { code: recoveryCodes[1]?.toLowerCase() }), home);
  const code = new TOTP({ secret: seed }).generate();
  assert.deepEqual(await (await atFactor()).post(flow, { code }), home);
  expectChallenge(await (await atFactor()).post(flow, { code: recoveryCodes[1] }), "ak-stage-authenticator-validate");
});

test("a code that was on its way is good for the sign-in that waits for it", async (t) => {
  const { app } = migrated(t);
  const browser = await browserWith(app, challengedKey, false);
  expectChallenge(await browser.get("default-authentication-flow-mfa"), "ak-stage-authenticator-validate");
  assert.deepEqual(await browser.post("default-authentication-flow-mfa", { code: "314159" }), home);
});

test("a second start finds everything as the first left it", async (t) => {
  const { app, dataDir } = migrated(t);
  app.store.database.close();
  const later = testApp(t, { dataDir });
  const browser = await browserWith(later, sessionKey, true);
  assert.equal((await browser.request("/if/user/")).status, 200);
});
