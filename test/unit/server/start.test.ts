import assert from "node:assert/strict";
import { statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { readConfiguration } from "../../../src/server/configuration.ts";
import { byModelName } from "../../../src/server/engine/by-model-name.ts";
import { Demonstration } from "../../../src/server/demo/demonstration.ts";
import { createApp } from "../../../src/server/http/create-app.ts";
import { listen } from "../../../src/server/http/listen.ts";
import { stageHandlers } from "../../../src/server/stages/registry.ts";
import { StartupError } from "../../../src/edge/startup-error.ts";
import { addBlueprint, expectChallenge, testApp, TestBrowser } from "./support/test-app.ts";
import { temporaryFolder } from "./support/temporary-folder.ts";

const onePage = "default-authentication-flow-one-page";

test("two stages of the same name fail at the start", () => {
  const [stage] = Object.values(stageHandlers);
  assert.ok(stage);
  assert.deepEqual(byModelName([stage]), { [stage.model.name]: stage });
  assert.throws(() => byModelName([stage, stage]), /There are two handlers for authentik_stages_/);
});

test("the environment configures the server, and wrong values are named", () => {
  assert.deepEqual(readConfiguration({}), {
    port: 9000,
    host: "127.0.0.1",
    dataDir: ".data",
    secretKey: undefined,
    demoPassword: undefined,
    publicOrigins: [],
    trustedProxies: [],
    demo: true,
    frameAncestors: ["'self'"],
    captchaOrigin: undefined,
    smtpUrl: undefined,
    breachLookupUrl: undefined,
    expressionHosts: [],
    expressionNames: [],
    relyingParty: undefined,
    wellKnown: { relatedOrigins: [], securityContacts: [] },
    fedcm: undefined,
    embeddingOrigins: [],
    extraBlueprints: undefined,
  });
  const related = readConfiguration({
    RELYING_PARTY_ID: "id.example",
    PUBLIC_ORIGIN: "https://id.example https://id.test",
  });
  assert.equal(related.relyingParty, "id.example");
  assert.deepEqual(related.wellKnown.relatedOrigins, ["https://id.example", "https://id.test"]);
  const { frameAncestors } = readConfiguration({ FRAME_ANCESTORS: "'self' https://a.example:8443 *.b.example" });
  assert.deepEqual(frameAncestors, ["'self'", "https://a.example:8443", "*.b.example"]);
  const { embeddingOrigins } = readConfiguration({
    EMBEDDING_ORIGINS: "https://App.example:443 http://localhost:5173",
  });
  assert.deepEqual(embeddingOrigins, ["https://app.example", "http://localhost:5173"]);
  for (const [name, value] of [
    ["PORT", "http"],
    ["PORT", "70000"],
    ["SECRET_KEY", "short"],
    ["TRUST_PROXY", "perhaps"],
    ["TRUST_PROXY", "true"],
    ["PUBLIC_ORIGIN", "id.example"],
    ["PUBLIC_ORIGIN", "https://id.example/sub/"],
    ["PUBLIC_ORIGIN", "https://ann@id.example"],
    ["TRUSTED_PROXIES", "10.0.0.0/33"],
    ["TRUSTED_PROXIES", "true"],
    ["DEMO", "perhaps"],
    ["FRAME_ANCESTORS", "a; script-src *"],
    ["EMBEDDING_ORIGINS", "*"],
    ["EMBEDDING_ORIGINS", "null"],
    ["EMBEDDING_ORIGINS", "https://*.example"],
    ["EMBEDDING_ORIGINS", "https://app.example/path"],
    ["EMBEDDING_ORIGINS", "http://app.example"],
    ["SMTP_URL", "mail.example"],
    ["CAPTCHA_ORIGIN", "captcha"],
    ["BREACH_LOOKUP_URL", "nowhere"],
    ["EXPRESSION_HOSTS", "https://api.example"],
    ["EXPRESSION_HOSTS", "api.example 2130706433"],
    ["FEDCM", "shop"],
    ["FEDCM", "shop=shop.example"],
    ["FEDCM", "flow-demo=https://shop.example"],
    ["EXPRESSION_DNS", "https://intranet.example"],
    ["EXPRESSION_DNS", "intranet.example:53"],
    ["EXPRESSION_DNS", "10.0.0.0/33"],
    ["RELYING_PARTY_ID", "https://id.example"],
    ["RELYING_PARTY_ID", "192.0.2.1"],
    ["RELYING_PARTY_ID", "[2001:db8::1]"],
    ["RELATED_ORIGINS", "id.example"],
    ["SECURITY_CONTACT", "security@id.example"],
  ]) {
    assert.throws(
      () => readConfiguration({ [name ?? ""]: value }),
      (error) => error instanceof StartupError && error.message.startsWith(name ?? ""),
    );
  }
});

test("lists are read, and whoever names a place for the data gets no demonstration unless they ask for it", () => {
  const { publicOrigins, trustedProxies } = readConfiguration({
    PUBLIC_ORIGIN: "https://ID.example/ https://login.example:8443",
    TRUSTED_PROXIES: "127.0.0.1, 10.0.0.0/8 ::1",
  });
  assert.deepEqual(publicOrigins, ["https://id.example", "https://login.example:8443"]);
  assert.deepEqual(trustedProxies, ["127.0.0.1", "10.0.0.0/8", "::1"]);
  assert.throws(() => readConfiguration({ TRUST_PROXY: "true" }), /TRUSTED_PROXIES.*PUBLIC_ORIGIN/);
  assert.equal(readConfiguration({ DATA_DIR: "/srv/flow" }).demo, false);
  assert.equal(readConfiguration({ DATA_DIR: "/srv/flow", DEMO: "true" }).demo, true);
  assert.equal(readConfiguration({ DEMO: "false" }).demo, false);
});

test("a password is made up once and kept", async (t) => {
  const dataDir = temporaryFolder(t);
  const made = new Demonstration();
  const first = createApp({ dataDir, extension: made });
  const password = made.madeUpPassword ?? "";
  assert.match(password, /^([a-z]{4}-){3}[a-z]{4}$/);
  first.close();
  const kept = new Demonstration();
  const second = createApp({ dataDir, extension: kept });
  t.after(() => second.close());
  assert.equal(kept.madeUpPassword, undefined);
  const done = await new TestBrowser(second, "http://localhost").post(onePage, { uid_field: "user", password });
  expectChallenge(done, "xak-flow-redirect");
});

test("a chosen password replaces the one there was", async (t) => {
  const dataDir = temporaryFolder(t);
  createApp({ dataDir, extension: new Demonstration("old") }).close();
  const app = testApp(t, { dataDir, demoPassword: "new" });
  expectChallenge(
    await new TestBrowser(app).post(onePage, { uid_field: "admin", password: "old" }),
    "ak-stage-identification",
  );
  expectChallenge(
    await new TestBrowser(app).post(onePage, { uid_field: "admin", password: "new" }),
    "xak-flow-redirect",
  );
});

test("what was changed after seeding stays as long as the seed stays", (t) => {
  const dataDir = temporaryFolder(t);
  const first = createApp({ dataDir, extension: new Demonstration("x") });
  addBlueprint(first, "  - { model: authentik_flows.flow, identifiers: { slug: demo-dummy }, attrs: { title: Mine } }");
  first.close();
  const second = testApp(t, { dataDir });
  const titles = second.store.objects.list("authentik_flows.flow").map((flow) => flow.data.title);
  assert.ok(titles.includes("Mine"));
});

test("a changed seed is applied again", (t) => {
  const dataDir = temporaryFolder(t);
  const blueprintsDir = temporaryFolder(t);
  const seed = (title: string): void => {
    const entry = `{ model: authentik_flows.flow, identifiers: { slug: a }, attrs: { name: a, title: ${title}, designation: recovery } }`;
    writeFileSync(join(blueprintsDir, "a.yaml"), `version: 1\nentries:\n  - ${entry}\n`);
    createApp({ dataDir, blueprintsDir }).close();
  };
  seed("First");
  seed("Second");
  const app = testApp(t, { dataDir, blueprintsDir });
  assert.equal(app.store.objects.list("authentik_flows.flow")[0]?.data.title, "Second");
});

test("a file of a folder of one's own may be called as one of ours: neither is applied anew for it", (t) => {
  const [dataDir, blueprintsDir, extraBlueprints] = [temporaryFolder(t), temporaryFolder(t), temporaryFolder(t)];
  for (const [folder, slug] of [
    [blueprintsDir, "ours"],
    [extraBlueprints, "theirs"],
  ] as const) {
    const attrs = `{ name: ${slug}, title: Seed, designation: recovery }`;
    const entry = `{ model: authentik_flows.flow, identifiers: { slug: ${slug} }, attrs: ${attrs} }`;
    writeFileSync(join(folder, "a.yaml"), `version: 1\nentries:\n  - ${entry}\n`);
  }
  const first = createApp({ dataDir, blueprintsDir, extraBlueprints });
  const mine = (slug: string): string =>
    `  - { model: authentik_flows.flow, identifiers: { slug: ${slug} }, attrs: { title: Mine } }`;
  addBlueprint(first, `${mine("ours")}\n${mine("theirs")}`);
  first.close();
  const second = testApp(t, { dataDir, blueprintsDir, extraBlueprints, demo: false });
  const titles = second.store.objects.list("authentik_flows.flow").map((flow) => flow.data.title);
  assert.deepEqual(titles, ["Mine", "Mine"]);
});

test("the data folder is nobody else's business", (t) => {
  const dataDir = join(temporaryFolder(t), "new");
  testApp(t, { dataDir });
  assert.equal(statSync(dataDir).mode & 0o777, 0o700);
  assert.equal(statSync(join(dataDir, "flow.db")).mode & 0o777, 0o600);
});

test("a data folder that cannot be one is told in a sentence", (t) => {
  const file = join(temporaryFolder(t), "file");
  writeFileSync(file, "");
  assert.throws(() => createApp({ dataDir: file }), StartupError);
  for (const dataDir of [join(file, "below"), "/proc/none/data"]) {
    assert.throws(
      () => createApp({ dataDir, extension: new Demonstration() }),
      /^StartupError: The data folder .* is not writable/,
    );
  }
});

test("a port in use is told in a sentence", async (t) => {
  const first = await listen(createApp({ dataDir: temporaryFolder(t) }), "127.0.0.1", 0);
  t.after(() => first.close());
  const second = testApp(t);
  await assert.rejects(listen(second, "127.0.0.1", first.port), /^StartupError: Port \d+ on 127\.0\.0\.1 is in use/);
});
