/** The test kit as those use it who install the package. */
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { fixtures } from "../../kit/fixtures.ts";
import { mockFlow } from "../../kit/mock-flow.ts";
import { createTestExecutor } from "../../kit/test-executor.ts";
import { componentNames } from "../../../src/protocol/component-names.gen.ts";
import { withMfa } from "../../support/with-mfa.ts";
import { type Challenge, FlowSession, type FlowState } from "../../../src/package/session.ts";

const ada = { username: "ada", password: "a password of ada's", totp: true };
const executor = await createTestExecutor(withMfa);
after(() => executor.close());
executor.addAccount(ada);

/** Goes through the flow as a program does. @returns where it leads */
async function signIn(): Promise<string> {
  const flow = executor.browser().flow("with-mfa", "next=/app");
  await flow.start();
  await flow.submit({ uid_field: ada.username });
  await flow.submit({ password: ada.password });
  const state = await flow.submit({ code: executor.totp(ada.username) });
  assert.equal(state.status, "leaving", JSON.stringify(state));
  return "to" in state ? state.to : "";
}

test("a hundred people sign in with a second factor in ten seconds", async () => {
  const begin = process.cpuUsage();
  for (let count = 0; count < 100; count++) {
    assert.equal(await signIn(), "/app");
    executor.advance({ seconds: 30 }); // A code is good once.
  }
  // Of this process, because others may be busy, too.
  const { user, system } = process.cpuUsage(begin);
  assert.ok(user + system < 10_000_000, `it took ${Math.round((user + system) / 1000)} ms`);
});

test("the executor's clock is moved on, and nobody else's", async () => {
  const before = Date.now();
  const browser = executor.browser();
  const flow = browser.flow("with-mfa");
  await flow.start();
  executor.advance({ hours: 24 * 40 });
  await flow.start();
  assert.equal(flow.state.status, "showing");
  assert.ok(Date.now() - before < 60_000);
});

test("mail and its links are read", async () => {
  const flow = executor.browser().flow("account-recovery");
  await flow.start();
  await flow.submit({ uid_field: ada.username });
  const [mail] = await executor.mailbox();
  assert.equal(mail?.to, "ada@example.com");
  assert.match(mail.link, /^http:\/\/localhost\/if\/flow\/account-recovery\/\?/);
  assert.deepEqual(await executor.textMessages(), []);
});

test("a passkey signs in, as a flow asks for one or at once, and another one does not", async () => {
  const slug = "default-authentication-flow-passkeys";
  executor.addAccount({ username: "grace", password: "a password of grace's", passkey: true });
  const flow = executor.browser().flow(slug);
  const step = (state: FlowState): Challenge => {
    assert.equal(state.status, "showing", JSON.stringify(state));
    return "challenge" in state ? state.challenge : fixtures["ak-stage-dummy"]();
  };
  const refused = await flow.submit(executor.passkey().answer(step(await flow.start())));
  assert.ok(step(refused).response_errors);
  const second = await flow.submit(executor.passkey("grace").answer(step(await flow.start())));
  assert.equal(second.status, "leaving", JSON.stringify(second));
  assert.throws(() => executor.passkey("ada"), /passkey: true/);
  assert.throws(() => executor.passkey().answer(fixtures["ak-stage-dummy"]()), /asks for no passkey/);
});

test("a passkey is set up by a flow, and then asked for after the password", async () => {
  const slug = "default-authentication-flow-passkeys";
  executor.addAccount({ username: "joan", password: "a password of joan's" });
  const passkey = executor.passkey();
  for (const component of ["ak-stage-authenticator-webauthn", "ak-stage-authenticator-validate"]) {
    const flow = executor.browser().flow(slug);
    await flow.start();
    await flow.submit({ uid_field: "joan" });
    const { challenge } = (await flow.submit({ password: "a password of joan's" })) as { challenge: Challenge };
    assert.equal(challenge.component, component);
    assert.equal((await flow.submit(passkey.answer(challenge))).status, "leaving");
  }
});

test("what is wrong with a blueprint is said with its line", async () => {
  await assert.rejects(createTestExecutor("version: 1\nentries:\n  - { model: no.such }\n"), /line 3|:3/);
});

test("a session tells its states, one after the other, and ends where the flow leads elsewhere", async () => {
  const { "ak-stage-identification": identification, "xak-flow-redirect": redirect } = fixtures;
  const flow = mockFlow([identification(), fixtures["ak-stage-password"](), redirect({ to: "/app" })]);
  flow.rejectNext({ uid_field: "Nobody is called that." });
  const session = new FlowSession({ slug: "any", apiBase: "http://flow.test", fetch: flow.fetch });
  const seen: FlowState[] = [];
  for await (const state of session) {
    seen.push(state);
    if (state.status !== "showing" || state.busy) continue;
    void session.submit(state.challenge.component === "ak-stage-password" ? { password: "x" } : { uid_field: "ada" });
  }
  const steps = seen.flatMap((state) => (state.status === "showing" && !state.busy ? [state.challenge.component] : []));
  assert.deepEqual(steps, ["ak-stage-identification", "ak-stage-identification", "ak-stage-password"]);
  assert.deepEqual(flow.answers, [{ uid_field: "ada" }, { uid_field: "ada" }, { password: "x" }]);
  assert.equal(seen.at(-1)?.status, "leaving");
});

test("a session that is cancelled ends for whoever iterates, and one that fails says why", async () => {
  const flow = mockFlow([fixtures["ak-stage-dummy"]()]);
  flow.failNext();
  const session = new FlowSession({ slug: "any", apiBase: "http://flow.test", fetch: flow.fetch });
  for await (const state of session) {
    if (state.status !== "failed") continue;
    assert.equal(state.problem.code, "unreachable");
    session.cancel();
  }
});

test("there is a challenge of every component", () => {
  assert.deepEqual(Object.keys(fixtures).sort(), [...componentNames].sort());
  for (const component of componentNames) assert.equal(fixtures[component]().component, component);
});

test("what Playwright routes is answered like a request of the page", async () => {
  const flow = mockFlow([fixtures["ak-stage-dummy"](), fixtures["ak-stage-password"]()]);
  const bodies: string[] = [];
  const routed = (method: string): Parameters<typeof flow.route>[0] => ({
    request: () => ({
      url: () => "http://flow.test/api/v3/flows/executor/any/?query=",
      method: () => method,
      postData: () => '{"component":"ak-stage-dummy","a":1}',
    }),
    fulfill: async ({ body }) => void bodies.push(body),
  });
  await flow.route(routed("GET"));
  await flow.route(routed("POST"));
  assert.match(bodies.join(), /ak-stage-dummy.*ak-stage-password/);
  assert.deepEqual(flow.answers, [{ a: 1 }]);
});
