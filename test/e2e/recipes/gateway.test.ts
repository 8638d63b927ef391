/** The gateway as it is built, in front of an authentik: the same journeys, each page with its first form, each answer with the next step. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { startBuiltGateway } from "../../../tools/built-gateway.ts";
import { ensureFreshBuild } from "../../../tools/fresh-build.ts";
import { createReplay } from "../../replay/create-replay.ts";
import { setUpBrowser } from "../support/set-up.ts";
import { journeys, play } from "./play.ts";

ensureFreshBuild();
const visit = setUpBrowser();

for (const compatibility of [false, true]) {
  describe(`the gateway${compatibility ? ", in compatibility mode" : ""}`, () => {
    for (const [title, recording] of Object.entries(journeys)) {
      it(`lets people ${title}`, () =>
        visit(async ({ page }) => {
          const replay = createReplay(recording, { compatibility });
          const upstream = await replay.listen();
          const gateway = await startBuiltGateway(upstream.origin, { PAGE_PATIENCE: "10000" });
          const origin = `http://127.0.0.1:${gateway.port}`;
          try {
            const cookies = [...replay.cookies].map(([name, value]) => ({ name, value, url: origin }));
            await page.context().addCookies(cookies);
            await play(page, recording, { origin, compatibility });
            assert.deepEqual(replay.faults, []);
          } finally {
            await gateway.stop();
            await upstream.close();
          }
        }));
    }
  });
}
