/** What a replay does beyond the recorded steps, and that it says so when something else is asked or posted. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Browser } from "../../replay/browser.ts";
import { createReplay, type ReplayOptions } from "../../replay/create-replay.ts";
import { recordedCase, recordedJourney } from "../../replay/read-recordings.ts";

const name = { component: "ak-stage-identification", uid_field: "jane" };

function password(options: ReplayOptions = {}): { replay: ReturnType<typeof createReplay>; browser: Browser } {
  const replay = createReplay(recordedCase("ak-stage-password", "inactive user"), options);
  return { replay, browser: new Browser(replay) };
}

function dummy(): { replay: ReturnType<typeof createReplay>; browser: Browser; headers: Record<string, string> } {
  const replay = createReplay(recordedCase("ak-stage-authenticator-static", "shown, taken"));
  const browser = new Browser(replay);
  return { replay, browser, headers: { "x-authentik-csrf": browser.cookies.get("authentik_csrf") ?? "" } };
}

async function post(browser: Browser, address: string, body: unknown, headers?: HeadersInit): Promise<Response> {
  return browser.request(address, { method: "POST", body: JSON.stringify(body), headers: headers ?? {} });
}

async function componentOf(response: Response): Promise<unknown> {
  return ((await response.json()) as { component?: unknown }).component;
}

describe("A replay", () => {
  const wrong: [what: string, body: unknown, says: RegExp][] = [
    ["a field of another type", { ...name, uid_field: 5 }, /uid_field is number and was string/],
    ["a field that was not sent", { ...name, remember: true }, /has remember, which was not sent/],
    ["no field that was sent", { component: name.component }, /lacks uid_field/],
    ["an answer to another step", { ...name, component: "ak-stage-password" }, /is to ak-stage-password/],
    ["a list", [name], /is a list and was object/],
  ];
  for (const [what, body, says] of wrong) {
    it(`stops at ${what}`, async () => {
      const { replay, browser } = password();
      await browser.request(replay.start);
      assert.equal((await post(browser, replay.start, body)).status, 500);
      assert.match(replay.faults.join("\n"), says);
      assert.throws(() => replay.check(), /uid_field|remember|component|list|password/);
    });
  }

  it("stops where a parameter of the page got lost", async () => {
    const journey = recordedJourney("sign-in");
    const replay = createReplay(journey);
    const response = await new Browser(replay).request(replay.start.replace(/=.*/, "="));
    assert.equal(response.status, 500);
    assert.match(replay.faults.join(), /where the recording has GET .*next/);
  });

  it("says what was not asked for", async () => {
    const { replay, browser } = password();
    await browser.request(replay.start);
    assert.throws(() => replay.check(), /the recording has more/);
  });

  it("tells the same again, without the errors", async () => {
    const replay = createReplay(recordedCase("ak-stage-identification", "plain: nothing, unknown user, right user"));
    const browser = new Browser(replay);
    const first: unknown = await (await browser.request(replay.start)).json();
    await post(browser, replay.start, { component: name.component });
    assert.deepEqual(await (await browser.request(replay.start)).json(), first);
  });

  it("begins anew without its session, and takes a password for a name", async () => {
    const { replay, browser } = password();
    await browser.request(replay.start);
    await post(browser, replay.start, name);
    await browser.request(replay.start);
    browser.cookies.clear();
    const answer = await post(browser, replay.start, { component: "ak-stage-password", password: "x" });
    assert.match(await answer.text(), /ak-stage-identification.*No identification data provided/);
    await post(browser, replay.start, name);
    assert.equal(await componentOf(await browser.request(replay.start)), "ak-stage-password");
  });

  it("wants the cookies of the last answer once somebody has signed in", async () => {
    const replay = createReplay(recordedCase("http", "session: cookies of signing in, over http"));
    const browser = new Browser(replay);
    await browser.request(replay.start);
    const before = browser.cookies.get("authentik_session") ?? "";
    await post(browser, replay.start, { ...name, password: "x" });
    assert.equal(await componentOf(await browser.request(replay.start)), "xak-flow-redirect");
    assert.notEqual(browser.cookies.get("authentik_session"), before);
    assert.equal((await browser.request("/api/v3/core/users/me/")).status, 200);
    browser.cookies.set("authentik_session", before);
    assert.equal((await browser.request("/api/v3/core/users/me/")).status, 403);
  });

  const answer = { component: "ak-stage-authenticator-static" };
  const forged: [what: string, headers: Record<string, string>][] = [
    ["no token", { "x-authentik-csrf": "" }],
    ["a wrong token", { "x-authentik-csrf": "x" }],
    ["a foreign origin", { origin: "http://evil.example.test" }],
    ["https and no referer", { "x-forwarded-proto": "https", origin: "" }],
  ];
  for (const [what, more] of forged) {
    it(`refuses an answer with ${what}, with 200, and stays where it is`, async () => {
      const { replay, browser, headers } = dummy();
      await browser.request(replay.start);
      const refused = await post(browser, replay.start, answer, { ...headers, ...more });
      assert.deepEqual([refused.status, await componentOf(refused)], [200, "ak-stage-flow-error"]);
      assert.equal((await post(browser, replay.start, answer, headers)).status, 302);
      assert.deepEqual(replay.faults, []);
    });
  }

  it("takes an answer over https with a referer", async () => {
    const { replay, browser, headers } = dummy();
    await browser.request(replay.start);
    const own = {
      ...headers,
      "x-forwarded-proto": "https",
      origin: "",
      referer: "https://auth.example.test/if/flow/x/",
    };
    const taken = await post(browser, replay.start, answer, own);
    assert.equal(taken.status, 302);
    assert.match(taken.headers.getSetCookie().join(), /SameSite=None; Secure/);
  });

  it("answers with a challenge where the address is spelt otherwise than Django does", async () => {
    const { replay, browser } = password();
    const address = `${replay.start}&inspector`;
    await browser.request(address);
    const answered = await post(browser, address, name);
    assert.equal(answered.status, 200);
    assert.deepEqual(await answered.json(), { component: "xak-flow-redirect", to: `${replay.start}&inspector=` });
  });

  it("has pages with compatibility mode off and on, and not with the inspector", async () => {
    for (const compatibility of [false, true]) {
      const { replay, browser } = password({ compatibility });
      const page = await browser.request(replay.page);
      assert.equal(page.headers.get("x-frame-options"), "DENY");
      const html = await page.text();
      assert.equal(html.includes("ShadyDOM.force"), compatibility);
      assert.match(html, /slug="rec-ident"/);
      const inspected = await (await browser.request(`${replay.page}inspector`)).text();
      assert.ok(!inspected.includes("ShadyDOM.force"));
    }
  });

  it("has its settings in the page, and closes no script or style", async () => {
    const brand = { branding_title: "</script>'", branding_custom_css: "</style><b>" };
    const { replay, browser } = password({ brand });
    const html = await (await browser.request(replay.page)).text();
    assert.ok(!html.includes("</script>'") && !html.includes("</style><b>"));
    const read = /brand: JSON.parse\('([^']*)'/
      .exec(html)?.[1]
      ?.replaceAll(/\\u(....)/g, (_, code: string) => String.fromCharCode(parseInt(code, 16)));
    assert.deepEqual(JSON.parse(read ?? ""), await (await browser.request("/api/v3/core/brands/current/")).json());
  });

  const elsewhere: [address: string, status: number, to?: string][] = [
    ["/if/flow/nowhere/", 404],
    ["/api/v3/flows/executor/nowhere/?query=", 404],
    ["/api/v3/flows/inspector/rec-ident/", 404],
    ["/api/v3/core/users/me/", 403],
    ["/api/v3/root/config/", 200],
    ["/static/dist/assets/icons/icon.png", 200],
    ["/flows/-/cancel/", 302, "/flows/-/default/invalidation/"],
    ["/flows/-/cancel/?next=%2Fhere", 302, "/here"],
    ["/flows/-/cancel/?next=%2F%2Fevil.example.test", 302, "/flows/-/default/invalidation/"],
    ["/flows/-/default/authentication/?next=%2Fhere", 302, "/if/flow/rec-ident/?next=%2Fhere"],
  ];
  for (const [address, status, to] of elsewhere) {
    it(`answers ${address} with ${status}`, async () => {
      const response = await password().browser.request(address);
      assert.deepEqual([response.status, response.headers.get("location") ?? undefined], [status, to]);
      if (status === 404) assert.match(await response.text(), /<html/);
    });
  }

  it("waits where it is told to", async () => {
    const waited: string[] = [];
    const { replay, browser } = password({ wait: ({ method }) => void waited.push(method) });
    await browser.request(replay.start);
    assert.deepEqual(waited, ["GET"]);
  });

  it("listens", async (t) => {
    const { replay } = password();
    const { origin, close } = await replay.listen();
    t.after(close);
    const response = await fetch(`${origin}${replay.start}`);
    assert.equal(await componentOf(response), "ak-stage-identification");
    assert.match(response.headers.getSetCookie().join(), /authentik_session=\w+; HttpOnly; Path=\/; SameSite=Lax/);
  });
});
