/** What an authentik answered, seen through the gateway: a page with its first step, then each answer met with the next. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Challenge } from "../../../src/protocol/challenges.ts";
import { createReplay } from "../../replay/create-replay.ts";
import { recordedJourney } from "../../replay/read-recordings.ts";
import { isExecutor, type Step } from "../../replay/recording.ts";
import { ask } from "../../e2e/hostile/support/raw-client.ts";
import { hostConfigOf, start } from "./support/running-gateway.ts";

/** Answers that are accepted or refused, each with the step that comes after it, over redirects. */
function answersOf(steps: readonly Step[]): { readonly step: Step; readonly next: Challenge | undefined }[] {
  return steps.flatMap((step, index) => {
    if (step.method !== "POST") return [];
    const after = steps.slice(index).find(({ challenge }) => challenge);
    return [{ step, next: after?.challenge }];
  });
}

for (const [journey, compatibility] of [
  ["mfa", false],
  ["stay-signed-in", true],
] as const) {
  test(`${journey}: each answer brings the next step in one response`, async () => {
    const recording = recordedJourney(journey);
    const replay = createReplay(recording, { compatibility });
    const listening = await replay.listen();
    const gateway = await start(undefined, { UPSTREAM: listening.origin });
    const cookies = new Map<string, string>();
    const headers = (): Record<string, string> => ({
      ...(cookies.size > 0 && { cookie: [...cookies].map((pair) => pair.join("=")).join("; ") }),
      "x-authentik-csrf": cookies.get("authentik_csrf") ?? "",
    });
    const keep = (set: string[] | undefined): void => {
      for (const line of set ?? []) {
        const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
        cookies.set(name, value);
      }
    };
    try {
      const page = await ask(gateway.port, replay.page, { headers: headers() });
      keep(page.headers["set-cookie"]);
      const config = hostConfigOf(page.text);
      assert.equal(config.challenge?.component, "ak-stage-identification");
      assert.equal(config.compatibility, compatibility);
      assert.match(page.text, /id="ak-identifier-input"/);
      for (const { step, next } of answersOf(recording.steps.filter(({ path }) => isExecutor(path)))) {
        const given = { ...headers(), "content-type": "application/json", prefer: "return=representation" };
        const answer = await ask(gateway.port, step.address, {
          method: "POST",
          headers: given,
          body: JSON.stringify(step.body),
        });
        keep(answer.headers["set-cookie"]);
        assert.equal(answer.status, 200);
        assert.equal((JSON.parse(answer.text) as Challenge).component, next?.component);
      }
      assert.ok(cookies.has("authentik_csrf"), "signed in");
      replay.check();
    } finally {
      await listening.close();
    }
  });
}
