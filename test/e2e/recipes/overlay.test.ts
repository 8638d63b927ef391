/** The overlay: authentik's own page template boots our files, by the names that it asks for, without any policy. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { serveStatic } from "@hono/node-server/serve-static";
import { Hono } from "hono";
import { createReplay, type ReplayOptions } from "../../replay/create-replay.ts";
import { listen } from "../../replay/listen.ts";
import { templateVersion } from "../../replay/flow-page.ts";
import type { Recording } from "../../replay/recording.ts";
import { setUpBrowser } from "../support/set-up.ts";
import { journeys, play } from "./play.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "overlay-"));
const tool = ["--import", "tsx", "tools/build/overlay.ts"];

before(() => {
  const { status, stderr } = spawnSync(process.execPath, [...tool, "--authentik", templateVersion, "--out", folder], {
    cwd: root,
    encoding: "utf8",
  });
  assert.equal(status, 0, stderr);
});
after(() => rmSync(folder, { recursive: true }));
const visit = setUpBrowser();

/** An authentik with the overlay over its web assets. */
async function withOverlay(
  recording: Recording,
  options: ReplayOptions,
  test: (origin: string, replay: ReturnType<typeof createReplay>) => Promise<void>,
): Promise<void> {
  const replay = createReplay(recording, options);
  const app = new Hono();
  app.use(
    "/static/dist/*",
    serveStatic({ root: folder, rewriteRequestPath: (path) => path.replace("/static/dist", "") }),
  );
  app.all("*", ({ req }) => replay.fetch(req.raw));
  const server = await listen((request) => app.fetch(request));
  try {
    await test(server.origin, replay);
    assert.deepEqual(replay.faults, []);
  } finally {
    await server.close();
  }
}

for (const compatibility of [false, true]) {
  describe(compatibility ? "the overlay, in compatibility mode" : "the overlay", () => {
    for (const [name, recording] of Object.entries(journeys)) {
      it(`lets people ${name}`, () =>
        visit(({ page }) =>
          withOverlay(recording, { compatibility }, async (origin, replay) => {
            for (const [cookie, value] of replay.cookies)
              await page.context().addCookies([{ name: cookie, value, url: origin }]);
            await play(page, recording, { origin, compatibility });
          }),
        ));
    }
  });
}
