import assert from "node:assert/strict";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { test, type TestContext } from "node:test";
import { readConfiguration } from "../../../src/server/configuration.ts";
import { captchaFramePolicy } from "../../../src/page/captcha-frame-policy.ts";
import { captchaKeys, type CaptchaStage } from "../../../src/server/stages/captcha-model.ts";
import { type CaptchaVerdict, verifyCaptcha } from "../../../src/server/stages/captcha-verification.ts";
import { addBlueprint, demoPassword, expectChallenge, testApp, TestBrowser } from "./support/test-app.ts";

type Answer = (request: { body: string; type: string }, response: ServerResponse) => void;

/** A vendor on this machine; without an answer it stays silent. */
async function vendor(t: TestContext, answer?: Answer): Promise<string> {
  const server = createServer((request: IncomingMessage, response) => {
    let body = "";
    request.setEncoding("utf8").on("data", (text: string) => (body += text));
    request.on("end", () => answer?.({ body, type: request.headers["content-type"] ?? "" }, response));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/siteverify`;
}

function says(content: unknown, status = 200): Answer {
  return (_request, response) => response.writeHead(status).end(JSON.stringify(content));
}

function stage(overrides: Partial<CaptchaStage> = {}): CaptchaStage {
  return {
    pk: "1",
    name: "captcha",
    public_key: "site",
    private_key: "secret",
    js_url: "https://vendor.example/api.js",
    api_url: "",
    interactive: false,
    score_min_threshold: 0.5,
    score_max_threshold: 1,
    error_on_invalid_score: true,
    ...overrides,
  };
}

const answer = { token: "token", secret: "secret", clientIp: "192.0.2.7" };

async function verdict(
  t: TestContext,
  content: unknown,
  overrides: Partial<CaptchaStage> = {},
): Promise<CaptchaVerdict> {
  return verifyCaptcha(stage({ ...overrides, api_url: await vendor(t, says(content)) }), answer, fetch);
}

const retry = { ok: false, message: "Invalid captcha response. Retrying may solve this issue." };
const wrong = { ok: false, message: "Invalid captcha response" };
const failed = { ok: false, message: "Failed to validate token" };

test("the vendor gets a form with secret, token and address, and its word is kept", async (t) => {
  const seen: unknown[] = [];
  const url = await vendor(t, (request, response) => {
    seen.push(request);
    response.end(JSON.stringify({ success: true, hostname: "id.example" }));
  });
  const result = await verifyCaptcha(stage({ api_url: url }), answer, fetch);
  assert.deepEqual(result, { ok: true, response: { success: true, hostname: "id.example" } });
  assert.deepEqual(seen, [
    {
      body: "secret=secret&response=token&remoteip=192.0.2.7",
      type: "application/x-www-form-urlencoded;charset=UTF-8",
    },
  ]);
});

for (const [codes, expected] of [
  [["missing-input-response"], retry],
  [["invalid-input-response"], retry],
  [["timeout-or-duplicate"], retry],
  [["expired-input-response"], retry],
  [["already-seen-response"], retry],
  [["timeout-or-duplicate", "invalid-input-response"], retry],
  [[], retry],
  [["timeout-or-duplicate", "invalid-input-secret"], wrong],
  [["bad-request"], wrong],
  [undefined, wrong],
] as const) {
  test(`a refusal for ${codes ? `[${codes.join(", ")}]` : "no reason"} says: ${expected.message}`, async (t) => {
    assert.deepEqual(await verdict(t, { success: false, ...(codes && { "error-codes": codes }) }), expected);
  });
}

for (const [score, bounds, passes] of [
  [0.5, {}, true],
  [1, {}, true],
  [0.49, {}, false],
  [0.9, { score_max_threshold: 0.8 }, false],
  [0.1, { score_min_threshold: -1 }, true],
  [5, { score_max_threshold: -1 }, true],
  ["0.7", {}, true],
  ["0.3", {}, false],
] as const) {
  test(`a score of ${JSON.stringify(score)} ${passes ? "passes" : "does not pass"} ${JSON.stringify(bounds)}`, async (t) => {
    const result = await verdict(t, { success: true, score }, bounds);
    assert.deepEqual(result, passes ? { ok: true, response: { success: true, score } } : wrong);
  });
}

test("a stage that only keeps the score lets everything pass that the vendor answers", async (t) => {
  const response = { success: false, score: 0, "error-codes": ["bad-request"] };
  assert.deepEqual(await verdict(t, response, { error_on_invalid_score: false }), { ok: true, response });
});

test("a vendor that answers nonsense, an error or not at all has not verified anything", async (t) => {
  assert.deepEqual(await verdict(t, ["yes"]), failed);
  assert.deepEqual(await verdict(t, { success: true, score: "high" }), failed);
  const broken = await vendor(t, says({ success: true }, 500));
  assert.deepEqual(await verifyCaptcha(stage({ api_url: broken }), answer, fetch), failed);
  const html = await vendor(t, (_request, response) => response.end("<p>"));
  assert.deepEqual(await verifyCaptcha(stage({ api_url: html }), answer, fetch), failed);
  const nobody = "http://127.0.0.1:1/siteverify";
  assert.deepEqual(await verifyCaptcha(stage({ api_url: nobody }), answer, fetch), failed);
  assert.deepEqual(await verifyCaptcha(stage({ api_url: "nowhere" }), answer, fetch), failed);
});

test("a vendor that takes too long has not verified anything", async (t) => {
  const silent = await vendor(t);
  assert.deepEqual(await verifyCaptcha(stage({ api_url: silent }), answer, fetch, 50), failed);
});

test("a policy may put in other keys", () => {
  const context = {
    "goauthentik.io/stages/captcha/site_key": "other site",
    "goauthentik.io/stages/captcha/private_key": "other secret",
  };
  assert.deepEqual(captchaKeys(stage(), context), { site: "other site", secret: "other secret" });
  assert.deepEqual(captchaKeys(stage(), {}), { site: "site", secret: "secret" });
});

test("the step asks for a token, says what is wrong with it, and goes on with a good one", async (t) => {
  const browser = new TestBrowser(testApp(t));
  const { flow_info: _, ...shown } = expectChallenge(await browser.get("demo-captcha"), "ak-stage-captcha");
  assert.deepEqual(shown, {
    component: "ak-stage-captcha",
    pending_user: "",
    pending_user_avatar: "/static/dist/assets/images/user_default.png",
    js_url: "/demo/captcha/api.js",
    site_key: "demo-site-key",
    interactive: true,
  });
  const errorsFor = async (body: object): Promise<unknown> => {
    const { response_errors: errors } = expectChallenge(await browser.post("demo-captcha", body), "ak-stage-captcha");
    return errors?.["token"];
  };
  const required = "This field is required.";
  assert.deepEqual(await errorsFor({}), [{ string: required, code: "required" }]);
  assert.deepEqual(await errorsFor({ token: "" }), [{ string: "This field may not be blank.", code: "blank" }]);
  assert.deepEqual(await errorsFor({ token: "x" }), [{ string: retry.message, code: "invalid" }]);
  assert.deepEqual(await errorsFor({ token: "demo-robot.1" }), [{ string: wrong.message, code: "invalid" }]);
  assert.equal((await browser.post("demo-captcha", { token: "demo-person.1" })).component, "xak-flow-redirect");
});

test("a token is good once", async (t) => {
  const app = testApp(t);
  assert.equal(
    (await new TestBrowser(app).post("demo-captcha", { token: "demo-person.1" })).component,
    "xak-flow-redirect",
  );
  const again = await new TestBrowser(app).post("demo-captcha", { token: "demo-person.1" });
  assert.ok(expectChallenge(again, "ak-stage-captcha").response_errors);
});

test("identification has the captcha's challenge in its own", async (t) => {
  const browser = new TestBrowser(testApp(t));
  const challenge = expectChallenge(await browser.get("demo-captcha-sign-in-invisible"), "ak-stage-identification");
  assert.deepEqual(challenge.captcha_stage, {
    component: "ak-stage-captcha",
    pending_user: "",
    pending_user_avatar: "/static/dist/assets/images/user_default.png",
    js_url: "/demo/captcha/api.js",
    site_key: "demo-site-key",
    interactive: false,
  });
});

test("identification takes no name without a good token, and tells the same for users who do not exist", async (t) => {
  const app = testApp(t);
  for (const uid_field of ["user", "nobody"]) {
    for (const captcha_token of [undefined, null, "", "x", "demo-robot.2"]) {
      const answered = await new TestBrowser(app).post("demo-captcha-sign-in", { uid_field, captcha_token });
      assert.deepEqual(expectChallenge(answered, "ak-stage-identification").response_errors, {
        non_field_errors: [{ string: "Failed to authenticate.", code: "invalid" }],
      });
    }
    const passed = await new TestBrowser(app).post("demo-captcha-sign-in", {
      uid_field,
      captcha_token: `demo-person.${uid_field}`,
    });
    assert.equal(expectChallenge(passed, "ak-stage-password").pending_user, uid_field);
  }
});

test("signing in with a captcha ends signed in", async (t) => {
  const browser = new TestBrowser(testApp(t));
  await browser.post("demo-captcha-sign-in", { uid_field: "user", captcha_token: "demo-person.3" });
  const done = await browser.post("demo-captcha-sign-in", { password: demoPassword });
  assert.equal(done.component, "xak-flow-redirect");
  assert.equal((await browser.request("/if/user/")).status, 200);
});

test("another vendor than the demonstration's is asked at its own address", async (t) => {
  const app = testApp(t);
  const url = await vendor(t, says({ success: true }));
  addBlueprint(
    app,
    `  - { model: authentik_stages_captcha.captchastage, identifiers: { name: demo-captcha-visible }, attrs: { api_url: "${url}" } }`,
  );
  assert.equal((await new TestBrowser(app).post("demo-captcha", { token: "any" })).component, "xak-flow-redirect");
});

test("the captchas' document lets in only the vendors of the stages", () => {
  const scripts = ["https://js.hcaptcha.com/1/api.js", "https://captcha.example/x.js", "/own.js", "javascript:1"];
  const policy = captchaFramePolicy(scripts, false, ["'self'", "https://portal.example"]);
  const directive = (name: string): string | undefined => policy.split("; ").find((part) => part.startsWith(name));
  const hosts = "https://js.hcaptcha.com https://hcaptcha.com https://*.hcaptcha.com https://captcha.example";
  assert.equal(directive("script-src"), `script-src 'self' ${hosts}`);
  assert.equal(directive("frame-src"), `frame-src ${hosts}`);
  assert.equal(directive("frame-ancestors"), "frame-ancestors 'self' https://portal.example");
  assert.equal(directive("sandbox"), "sandbox allow-scripts allow-forms allow-popups allow-popups-to-escape-sandbox");
});

test("the captchas' document keeps its origin only on a host of its own", () => {
  assert.match(captchaFramePolicy([], true, ["'self'"]), /^sandbox [^;]*allow-same-origin/);
  assert.doesNotMatch(captchaFramePolicy([], false, ["'self'"]), /allow-same-origin/);
});

test("a host for captchas is named by its origin alone", () => {
  const read = (value: string): string | undefined => readConfiguration({ CAPTCHA_ORIGIN: value }).captchaOrigin;
  assert.equal(read("https://captcha.id.example/"), "https://captcha.id.example");
  assert.equal(read(""), undefined);
  for (const value of ["captcha.id.example", "ftp://captcha.id.example", "https://id.example/captcha"]) {
    assert.throws(() => read(value), /CAPTCHA_ORIGIN has to be scheme and host/);
  }
});
