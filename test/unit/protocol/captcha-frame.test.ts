import assert from "node:assert/strict";
import { test } from "node:test";
import { captchaMessage, type CaptchaReport, readReport, readStart } from "../../../src/protocol/captcha-frame.ts";

const start = {
  script: "https://captcha.example/api.js",
  siteKey: "key",
  interactive: true,
  theme: "dark",
  language: "de",
  direction: "rtl",
} as const;

/** A message by the right name, whatever our types say of what is in it. */
function sent(fields: Readonly<Record<string, unknown>>): object {
  return { ...captchaMessage({ type: "ready" }), ...fields };
}

test("what one side sends is what the other reads, without the envelope", () => {
  assert.deepEqual(readStart(captchaMessage(start)), start);
  const reports: readonly CaptchaReport[] = [
    { type: "ready" },
    { type: "token", token: "t" },
    { type: "expired" },
    { type: "closed" },
    { type: "error", fault: "blocked", detail: "captcha.example" },
    { type: "error", fault: "unknown-vendor", detail: "captcha.example" },
    { type: "error", fault: "vendor", detail: "400020" },
    { type: "height", height: 0 },
    { type: "height", height: 78.5 },
  ];
  for (const report of reports) assert.deepEqual(readReport(captchaMessage(report)), report);
});

test("what has another name or none is no message", () => {
  const foreign = [undefined, null, "ak-captcha/1", 1, true, [], {}];
  for (const protocol of [undefined, "", "ak-captcha/0", "ak-captcha/2"]) {
    assert.equal(readStart({ ...start, protocol }), undefined);
    assert.equal(readReport({ type: "token", token: "t", protocol }), undefined);
  }
  for (const data of foreign) {
    assert.equal(readStart(data), undefined);
    assert.equal(readReport(data), undefined);
  }
});

test("a start wants its script, its key and its language", () => {
  for (const name of ["script", "siteKey", "language"])
    for (const value of [undefined, null, 1, {}])
      assert.equal(readStart(sent({ ...start, [name]: value })), undefined, name);
});

test("of a start, what is not known is as if it had not been said", () => {
  const odd = sent({ ...start, interactive: "yes", theme: "automatic", direction: "up" });
  assert.deepEqual(readStart(odd), { ...start, interactive: false, theme: "light", direction: "ltr" });
});

test("a token is a text, a height is a number, and neither is nothing", () => {
  for (const token of [undefined, null, "", 1, ["t"]])
    assert.equal(readReport(sent({ type: "token", token })), undefined);
  for (const height of [undefined, null, "78", -1, Number.NaN])
    assert.equal(readReport(sent({ type: "height", height })), undefined);
  assert.equal(readReport(sent({ type: "start" })), undefined);
});

test("an error of which nothing is known is the vendor's, and says nothing", () => {
  const silent = { type: "error", fault: "vendor", detail: "" };
  assert.deepEqual(readReport(sent({ type: "error", fault: "hacked", detail: { html: "<b>" } })), silent);
});
