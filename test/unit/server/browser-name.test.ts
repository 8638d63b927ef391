import assert from "node:assert/strict";
import { it } from "node:test";
import { browserName } from "../../../src/server/http/account/browser-name.ts";

const webKit = "AppleWebKit/537.36 (KHTML, like Gecko)";
const windows = "Mozilla/5.0 (Windows NT 10.0; Win64; x64)";
const android = "Mozilla/5.0 (Linux; Android 10; K)";
const mac = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)";
const iPhone = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X)";
const mobileWebKit = "AppleWebKit/605.1.15 (KHTML, like Gecko)";

const table: readonly (readonly [userAgent: string, name: string])[] = [
  [`${windows} ${webKit} Chrome/142.0.0.0 Safari/537.36`, "Chrome, Windows"],
  [`${windows} ${webKit} Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0`, "Edge, Windows"],
  [`${windows} ${webKit} Chrome/140.0.0.0 Safari/537.36 OPR/124.0.0.0`, "Opera, Windows"],
  [`${windows} ${webKit} Chrome/140.0.0.0 Safari/537.36 Vivaldi/7.6`, "Vivaldi, Windows"],
  [`${windows} ${webKit} Chrome/140.0.0.0 YaBrowser/25.8.0.0 Safari/537.36`, "Yandex Browser, Windows"],
  ["Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0", "Firefox, Windows"],
  [`Mozilla/5.0 (X11; Linux x86_64) ${webKit} HeadlessChrome/142.0.0.0 Safari/537.36`, "Chrome, Linux"],
  [`Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) ${webKit} Chrome/142.0.0.0 Safari/537.36`, "Chrome, ChromeOS"],
  ["Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox, Linux"],
  [
    `Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15`,
    "Safari, Linux",
  ],
  [`${android} ${webKit} Chrome/142.0.0.0 Mobile Safari/537.36`, "Chrome, Android"],
  [`${android} ${webKit} SamsungBrowser/29.0 Chrome/136.0.0.0 Mobile Safari/537.36`, "Samsung Internet, Android"],
  [`${android} ${webKit} Chrome/142.0.0.0 Mobile Safari/537.36 EdgA/142.0.0.0`, "Edge, Android"],
  ["Mozilla/5.0 (Android 15; Mobile; rv:145.0) Gecko/145.0 Firefox/145.0", "Firefox, Android"],
  [`${mac} ${mobileWebKit} Version/26.1 Safari/605.1.15`, "Safari, Mac"],
  [`${mac} ${webKit} Chrome/142.0.0.0 Safari/537.36`, "Chrome, Mac"],
  [`${iPhone} ${mobileWebKit} Version/18.5 Mobile/15E148 Safari/604.1`, "Safari, iPhone"],
  [`${iPhone} ${mobileWebKit} CriOS/142.0.7444.77 Mobile/15E148 Safari/604.1`, "Chrome, iPhone"],
  [`${iPhone} ${mobileWebKit} FxiOS/145.0 Mobile/15E148 Safari/605.1.15`, "Firefox, iPhone"],
  [`${iPhone} ${mobileWebKit} Version/18.0 EdgiOS/142.0 Mobile/15E148 Safari/604.1`, "Edge, iPhone"],
  [`${iPhone} ${mobileWebKit} Mobile/15E148`, "iPhone"],
  [
    "Mozilla/5.0 (iPad; CPU OS 17_7 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.7 Mobile/15E148 Safari/604.1",
    "Safari, iPad",
  ],
  ["curl/8.16.0", ""],
  ["", ""],
];

it("a browser and its system are called what people call them", () => {
  for (const [userAgent, name] of table) assert.equal(browserName(userAgent), name, userAgent);
});
