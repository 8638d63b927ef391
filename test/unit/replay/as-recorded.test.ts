/** Whoever asks a replay as the recorded browser did gets what it got. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Browser } from "../../replay/browser.ts";
import { createReplay } from "../../replay/create-replay.ts";
import { casesOf, recordedJourney, recordingNames } from "../../replay/read-recordings.ts";
import type { Recording, Step } from "../../replay/recording.ts";

const here = "http://auth.example.test";

async function replayed(recording: Recording): Promise<void> {
  const replay = createReplay(recording);
  const origin = recording.steps.some(({ https }) => https) ? here.replace("http:", "https:") : here;
  const browser = new Browser(replay, origin);
  for (const step of recording.steps) {
    if (step.sends) {
      browser.cookies.clear();
      for (const cookie of replay.cookiesFor(step.sends)) browser.cookies.set(...cookie);
    }
    const response = await browser.request(step.address.replaceAll("{origin}", origin), initOf(step, browser, origin));
    await assertAnswered(step, response, origin);
  }
  replay.check();
}

function initOf(step: Step, browser: Browser, origin: string): RequestInit {
  const { method, body, raw, type = "application/json", csrf, language } = step;
  const headers = new Headers();
  if (language) headers.set("accept-language", language);
  if (step.origin) headers.set("origin", step.origin.replaceAll("{origin}", origin));
  if (csrf === "no referer") headers.set("origin", "");
  if (csrf !== "none")
    headers.set("x-authentik-csrf", csrf === "wrong" ? "x" : (browser.cookies.get("authentik_csrf") ?? ""));
  if (method === "GET" || method === "HEAD" || method === "OPTIONS") return { method, headers };
  headers.set("content-type", type);
  return { method, headers, body: raw ?? JSON.stringify(body) };
}

async function assertAnswered(step: Step, response: Response, origin: string): Promise<void> {
  const at = `${step.method} ${step.address}`;
  const text = await response.text();
  assert.equal(response.status, step.status ?? (step.to === undefined ? 200 : 302), `${at}: ${text.slice(0, 300)}`);
  const set = response.headers.getSetCookie().map((line) => line.replace(/^authentik_(\w+)=.*/, "$1"));
  const named = step.sets.map((cookie) => cookie.replace(/^-|;.*/g, ""));
  assert.deepEqual(set, named, at);
  const to = step.to === "." ? step.address : step.to;
  assert.equal(response.headers.get("location") ?? undefined, to?.replaceAll("{origin}", origin), at);
  const expected: unknown = step.challenge ?? step.json;
  if (expected === undefined) return;
  assert.deepEqual(JSON.parse(text), JSON.parse(JSON.stringify(expected).replaceAll("{origin}", origin)), at);
}

describe("A replay answers as recorded:", () => {
  for (const component of recordingNames("components")) {
    for (const recording of casesOf(component)) it(`${component}, ${recording.name}`, () => replayed(recording));
  }
  for (const name of recordingNames("journeys")) it(`journey ${name}`, () => replayed(recordedJourney(name)));
});
