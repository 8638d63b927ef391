/** The interface behind a plain web server in front of an authentik, with the configurations of `examples/static`. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { createReplay, type Replay, type ReplayOptions } from "../../replay/create-replay.ts";
import { recordedJourney } from "../../replay/read-recordings.ts";
import type { Recording } from "../../replay/recording.ts";
import { setUpBrowser } from "../support/set-up.ts";
import { journeys, play } from "./play.ts";
import { findWebServer, startWebServer } from "./web-server.ts";

const visit = setUpBrowser();

for (const name of ["nginx", "caddy"] as const) {
  const program = findWebServer(name);
  const skip = program === undefined && `${name} is not installed`;

  const withServer = async (
    recording: Recording,
    options: ReplayOptions,
    test: (origin: string, replay: Replay) => Promise<void>,
  ): Promise<void> => {
    const replay = createReplay(recording, options);
    const upstream = await replay.listen();
    const server = await startWebServer(name, program ?? "", upstream.origin);
    try {
      await test(server.origin, replay);
      assert.deepEqual(replay.faults, []);
    } finally {
      await server.stop();
      await upstream.close();
    }
  };

  for (const compatibility of [false, true]) {
    describe(`${name}${compatibility ? ", in compatibility mode" : ""}`, { skip }, () => {
      // The two differ in their configurations alone: one plays every journey, the other the longest.
      const played = Object.entries(journeys).slice(0, name === "nginx" ? undefined : 1);
      for (const [title, recording] of played) {
        it(`lets people ${title}`, () =>
          visit(({ page }) =>
            withServer(recording, { compatibility }, async (origin, replay) => {
              const cookies = [...replay.cookies].map(([key, value]) => ({ name: key, value, url: origin }));
              await page.context().addCookies(cookies);
              await play(page, recording, { origin, compatibility });
            }),
          ));
      }
    });
  }

  it(`${name} sends the policy, keeps files for good, and leaves authentik's own page reachable`, { skip }, () =>
    withServer(recordedJourney("mfa"), {}, async (origin) => {
      const page = await fetch(`${origin}/if/flow/default-authentication-flow/`);
      assert.match(page.headers.get("content-security-policy") ?? "", /default-src 'none'.*'sha256-/);
      assert.equal(page.headers.get("cache-control"), "no-store");
      const html = await page.text();
      const app = /\/static\/flow\/[\w-]+\.js/.exec(html)?.[0] ?? "";
      const file = await fetch(origin + app, { headers: { "accept-encoding": "gzip" } });
      assert.equal(file.status, 200);
      assert.equal(file.headers.get("content-encoding"), "gzip");
      assert.match(file.headers.get("cache-control") ?? "", /immutable/);
      for (const own of ["?fallback", "?next=/&sfe"]) {
        const text = await (await fetch(`${origin}/if/flow/default-authentication-flow/${own}`)).text();
        assert.match(text, /FlowInterface-/);
      }
      const old = { "user-agent": "Mozilla/5.0 (Windows NT 10.0; Trident/7.0; rv:11.0) like Gecko" };
      const simple = await fetch(`${origin}/if/flow/default-authentication-flow/`, { headers: old });
      assert.match(await simple.text(), /FlowInterface-/);
      assert.equal((await fetch(`${origin}/policy/nginx.conf`)).status, 404);
    }),
  );
}
