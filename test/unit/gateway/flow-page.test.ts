/** The page of a flow, made of upstream's own and its first challenge. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { ask, type RawAnswer } from "../../e2e/hostile/support/raw-client.ts";
import {
  authentik,
  brand,
  hostConfigOf,
  identification,
  start,
  type RunningGateway,
  templatePage,
} from "./support/running-gateway.ts";

function open({ port }: RunningGateway, query = "", headers: Record<string, string> = {}): Promise<RawAnswer> {
  return ask(port, `/if/flow/sign-in/${query}`, { headers });
}

describe("the first response", () => {
  test("holds the form, in the brand's look, and all that the page's script would ask for", async () => {
    const gateway = await start(authentik({}));
    const { status, headers, text } = await open(gateway, "?next=/if/user/");
    assert.equal(status, 200);
    assert.match(text, /<title>Welcome to “us” - Example &amp; Co<\/title>/);
    assert.match(text, /<input type="text" id="ak-identifier-input"/);
    assert.match(text, /data-theme-choice="dark"/);
    assert.match(text, /\.ak-card \{ color: red \}/);
    assert.match(text, /--ak-background-image:url\("http:\/\/auth\.example\.test\/media\/back\.jpg"\)/);
    assert.match(text, /Imprint/);
    const { challenge, flow, brand: told, config, apiBase, compatibility, websocket } = hostConfigOf(text);
    assert.deepEqual(challenge, identification);
    assert.equal(flow?.layout, "sidebar_left");
    assert.deepEqual(told, brand);
    assert.deepEqual(config?.capabilities, ["can_impersonate"]);
    assert.deepEqual([apiBase, compatibility, websocket], ["/", false, true]);
    assert.match(String(headers["content-security-policy"]), /script-src 'self' 'nonce-[^']+';.*require-trusted-types/);
    assert.equal(headers["cache-control"], "no-store");
  });

  test("is asked for with the browser's cookies, language and query, in two questions at once", async () => {
    const held: (() => void)[] = [];
    const answer = authentik({});
    const gateway = await start((request, response, body) => {
      held.push(() => answer(request, response, body));
      // Nobody is answered until both have asked.
      if (held.length === 2) for (const go of held) go();
    });
    const headers = { cookie: "authentik_session=abc", "accept-language": "de-AT", "user-agent": "Mozilla/5.0 x" };
    const { status } = await open(gateway, "?next=%2Fapp%3Fa%3D1", headers);
    assert.equal(status, 200);
    const asked = [...gateway.upstream.seen].sort((a, b) => a.url.localeCompare(b.url));
    assert.deepEqual(
      asked.map(({ url }) => url),
      ["/api/v3/flows/executor/sign-in/?query=next%3D%252Fapp%253Fa%253D1", "/if/flow/sign-in/?next=%2Fapp%3Fa%3D1"],
    );
    for (const { headers: seen } of asked) {
      for (const [name, value] of Object.entries(headers)) assert.equal(seen[name], value, name);
      assert.equal(seen["x-forwarded-host"], `127.0.0.1:${gateway.port}`);
    }
  });

  test("brings the cookies of both answers; where both set a session, that with the plan", async () => {
    const gateway = await start(
      authentik({
        pageCookies: ["authentik_session=page; Path=/; HttpOnly", "messages=; Max-Age=0; Path=/"],
        cookies: ["authentik_session=plan; HttpOnly; Path=/", "authentik_device=d; Path=/; Secure; SameSite=None"],
      }),
    );
    const { headers } = await open(gateway);
    assert.deepEqual(headers["set-cookie"], [
      "messages=; Max-Age=0; Path=/",
      "authentik_session=plan; HttpOnly; Path=/",
      "authentik_device=d; Path=/; Secure; SameSite=None",
    ]);
  });

  test("speaks the language of the browser, as far as we do", async () => {
    const german = await start(authentik({ page: templatePage({ locale: "de" }) }));
    assert.match((await open(german)).text, /<html[^>]* lang="de" dir="ltr"/);
    assert.match((await open(german, "?locale=ar")).text, /<html[^>]* lang="ar" dir="rtl"/);
    const asked = german.upstream.seen.at(-1)?.url.startsWith("/api/")
      ? german.upstream.seen.at(-1)
      : german.upstream.seen.at(-2);
    assert.equal(asked?.headers["accept-language"], "ar");
    const klingon = await start(authentik({ page: templatePage({ locale: "tlh" }) }));
    assert.match((await open(klingon, "", { "accept-language": "tlh, de;q=0.5" })).text, /<html[^>]* lang="de"/);
  });

  test("has compatibility mode where the flow has it, and loads the polyfill early", async () => {
    const gateway = await start(authentik({ page: templatePage({ compatibility: true }) }));
    const { text } = await open(gateway);
    assert.equal(hostConfigOf(text).compatibility, true);
    assert.match(text, /<link[^>]* rel="modulepreload" href="\/static\/flow\/compatibility-1\.js">/);
  });

  test("shows waiting messages, and asks for the challenge again, because reading them changes the session", async () => {
    const message = `window.dispatchEvent(new CustomEvent("ak-message", { bubbles: true, detail: { level: "success", message: "Sent\\u003Cb\\u003E." } }));`;
    const page = templatePage().replace('"DOMContentLoaded", function () {', (found) => found + message);
    const gateway = await start(authentik({ page, cookies: ["authentik_session=1; Path=/"] }));
    const { text } = await open(gateway);
    assert.deepEqual(hostConfigOf(text).messages, [{ level: "success", message: "Sent<b>." }]);
    const asked = gateway.upstream.seen.filter(({ url }) => url.startsWith("/api/"));
    assert.deepEqual(
      asked.map(({ headers }) => headers.cookie),
      [undefined, "authentik_session=1"],
    );
  });

  test("follows the executor past steps that show nothing, with their cookies", async () => {
    const answer = authentik({ cookies: ["b=2; Path=/"] });
    const gateway = await start((request, response, body) => {
      if (request.url?.startsWith("/api/") && !request.headers.cookie?.includes("a=1"))
        response.writeHead(302, { Location: request.url, "Set-Cookie": "a=1; Path=/" }).end();
      else answer(request, response, body);
    });
    const { headers, text } = await open(gateway);
    assert.deepEqual(headers["set-cookie"], ["a=1; Path=/", "b=2; Path=/"]);
    assert.equal(hostConfigOf(text).challenge?.component, "ak-stage-identification");
  });

  test("is below the path that authentik is mounted at", async () => {
    const page = templatePage();
    const gateway = await start(
      (request, response) => {
        const isApi = request.url?.startsWith("/sub/api/") ?? false;
        response.setHeader("Content-Type", isApi ? "application/json" : "text/html");
        response.end(isApi ? JSON.stringify(identification) : page);
      },
      { WEB_PATH: "/sub" },
    );
    const { text } = await ask(gateway.port, "/sub/if/flow/sign-in/");
    assert.equal(hostConfigOf(text).apiBase, "/sub/");
    assert.equal(hostConfigOf(text).challenge?.component, "ak-stage-identification");
    assert.match(text, /import\("\/sub\/static\/flow\/app\.js"\)/);
    assert.equal((await ask(gateway.port, "/sub/static/flow/app.js")).text, "// the app");
    assert.equal((await ask(gateway.port, "/if/flow/sign-in/")).text, page);
  });
});

describe("what leads elsewhere", () => {
  const redirect = (to: string): unknown => ({ component: "xak-flow-redirect", to });

  test("somebody signed in is taken there at once, with the cookies", async () => {
    const gateway = await start(authentik({ challenge: redirect("/if/user/"), cookies: ["a=1; Path=/"] }));
    const { status, headers } = await open(gateway);
    assert.equal(status, 302);
    assert.equal(headers.location, `${gateway.origin}/if/user/`);
    assert.deepEqual(headers["set-cookie"], ["a=1; Path=/"]);
  });

  for (const [why, to, query] of [
    ["to the executor itself", "/api/v3/flows/executor/sign-in/?query=", ""],
    ["that would run script", "javascript:alert(1)", ""],
    ["to an app", "com.example.app:/done", ""],
    ["while the inspector is open", "/if/user/", "?inspector"],
  ] as const) {
    test(`a redirect ${why} is left to the page`, async () => {
      const gateway = await start(authentik({ challenge: redirect(to) }));
      const { status, text } = await open(gateway, query);
      assert.equal(status, 200);
      assert.deepEqual(hostConfigOf(text).challenge, redirect(to));
    });
  }

  test("upstream's own redirect and its “not found” are passed on", async () => {
    const gateway = await start((request, response) => {
      if (request.url?.startsWith("/api/")) response.writeHead(404, { "Content-Type": "text/html" }).end("<p>none</p>");
      else if (request.url?.includes("gone"))
        response.writeHead(404, { "Content-Type": "text/html" }).end("<p>none</p>");
      else response.writeHead(302, { Location: "/elsewhere/" }).end();
    });
    assert.equal((await open(gateway)).headers.location, "/elsewhere/");
    const missing = await open(gateway, "?gone");
    assert.deepEqual([missing.status, missing.text], [404, "<p>none</p>"]);
  });
});

describe("what the gateway does not understand is upstream's own interface", () => {
  test("a component that it does not know, with the session that has the plan", async () => {
    const page = templatePage();
    const gateway = await start(
      authentik({
        page,
        challenge: { component: "ak-stage-of-tomorrow" },
        cookies: ["authentik_session=plan; Path=/"],
      }),
    );
    const { text, headers } = await open(gateway);
    assert.equal(text, page);
    assert.deepEqual(headers["set-cookie"], ["authentik_session=plan; Path=/"]);
    assert.equal(headers["content-security-policy"], undefined);
  });

  test("a template that says things in another way", async () => {
    const page = "<!doctype html><script>window.authentik = somethingElse()</script>";
    const gateway = await start(authentik({ page }));
    assert.equal((await open(gateway)).text, page);
  });
});

test("what is late does not hold up the page", async () => {
  const gateway = await start(
    (request, response) => {
      // Never answered in time.
      if (!request.url?.startsWith("/api/")) response.setHeader("Content-Type", "text/html").end(templatePage());
    },
    { PAGE_PATIENCE: "100" },
  );
  const { status, text } = await open(gateway);
  assert.equal(status, 200);
  assert.equal(hostConfigOf(text).brand?.branding_title, "Example & Co");
  assert.equal(hostConfigOf(text).challenge, undefined);
  const silent = await start(() => undefined, { PAGE_PATIENCE: "50" });
  const bare = await open(silent);
  assert.equal(bare.status, 200);
  assert.deepEqual(hostConfigOf(bare.text), {
    apiBase: "/",
    fallback: "/if/flow/sign-in/?fallback",
    websocket: true,
  });
});

test("a form sent before the script has arrived brings the page back", async () => {
  const gateway = await start(authentik({}));
  const { status, headers } = await ask(gateway.port, "/if/flow/sign-in/?next=/x", {
    method: "POST",
    body: "uidField=jane",
  });
  assert.deepEqual([status, headers.location], [303, "/if/flow/sign-in/?next=/x"]);
  assert.deepEqual(gateway.upstream.seen, []);
});

test("the files of the interface are ours, and the captchas' document lets in the known vendors", async () => {
  const gateway = await start();
  const script = await ask(gateway.port, "/static/flow/app.js");
  assert.equal(script.text, "// the app");
  assert.match(String(script.headers["cache-control"]), /immutable/);
  assert.equal((await ask(gateway.port, "/static/flow/gone.js")).status, 404);
  assert.equal((await ask(gateway.port, "/static/flow/%2e%2e/%2e%2e/index.html")).status, 404);
  const frame = await ask(gateway.port, "/static/captcha/frame.html");
  assert.match(
    String(frame.headers["content-security-policy"]),
    /^sandbox .*script-src 'self' .*challenges\.cloudflare\.com/,
  );
  assert.equal((await ask(gateway.port, "/static/dist/assets/icons/icon.png")).text, "fine");
});
