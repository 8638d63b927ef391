import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { chromeLauncher, defaultReporter } from "@web/test-runner";
import * as puppeteer from "puppeteer-core";
import { findFirefox, findWebKit, launchArgs, requireChromium } from "../browsers.ts";
import { freePort } from "../free-port.ts";
import { bundles } from "./wtr-bundles.ts";
import { answersCommand } from "./wtr-answers.ts";
import { captchaFrameFiles } from "./wtr-captcha-frame.ts";
import { cdpCommand } from "./wtr-cdp.ts";
import { compileWords } from "../words/compile.ts";
import { framedPages } from "./wtr-framed.ts";
import { countReporter } from "./wtr-counts.ts";
import { styleSheets } from "./wtr-css.ts";
import { testPage } from "./wtr-page.ts";
import { strictPolicy } from "./wtr-policy.ts";
import { silence } from "./wtr-silence.ts";
import { marionetteCommand } from "./wtr-marionette.ts";
import { recordingsCommand } from "./wtr-recordings.ts";
import { failOnUncaught } from "./wtr-uncaught.ts";
import { webkitLauncher } from "./wtr-webkit.ts";

compileWords();

/** `TEST_BROWSERS=chromium` or the like runs only some of them. */
const wanted = process.env.TEST_BROWSERS?.split(",") ?? ["chromium", "firefox", "webkit"];
const firefox = wanted.includes("firefox") && findFirefox();
const webkit = wanted.includes("webkit") && findWebKit();

// One page at a time in each browser: only the page in front has the focus. A Chromium for each mode, so that both run at the same time.
const chromium = () => [
  chromeLauncher({
    concurrency: 1,
    launchOptions: { executablePath: requireChromium(), headless: true, args: [...launchArgs] },
  }),
];
const marionettePort = await freePort();
const wantsChromium = wanted.includes("chromium");
const others = [
  firefox &&
    chromeLauncher({
      puppeteer,
      concurrency: 1,
      launchOptions: {
        browser: "firefox",
        executablePath: firefox,
        headless: true,
        args: ["--marionette"],
        extraPrefsFirefox: {
          "marionette.port": marionettePort,
          // Virtual authenticators in place of keys.
          "security.webauth.webauthn_enable_softtoken": true,
          "security.webauth.webauthn_enable_usbtoken": false,
        },
      },
    }),
  webkit && (await webkitLauncher(webkit)),
].filter(Boolean);
const framedWebKit = webkit && (await webkitLauncher(webkit, true));

for (const name of wanted) {
  if ((name === "firefox" && !firefox) || (name === "webkit" && !webkit))
    console.log(`Not found, not tested: ${name}.`);
}

// The runner's own option names files for the default mode alone.
const option = process.argv.indexOf("--files");
const named = option > 0 ? process.argv[option + 1] : undefined;
// Chromium runs everything. The others run what rests on the engine: boot, focus, forms, faults and what is said of them, passkeys, and the
// first stages; and, in one mode, layout, whose elements and sheets are the same in both. WebKit measures it in a frame.
const everything = named ?? "test/browser/**/*.test.ts";
const core =
  named ??
  "test/browser/{smoke,shell/{living-form,starting,focus,failed-requests,legible,told},stages/{identification,password,step,ending,redirect,unknown,forbidden}-*,stages/passkey{s,-sign-in}}.test.ts";
const layout = "test/browser/shell/{layout,page-layout}.test.ts";
const coreWithLayout = named ?? [core, "test/browser/shell/layout.test.ts"];

const testFiles = named
  ? [named]
  : readdirSync("test/browser", { recursive: true })
      .filter((name) => name.endsWith(".test.ts"))
      .map((name) => `test/browser/${name}`);

/** Files in both modes. */
function bothModes(what, browsers, native, compatibility = native) {
  return [
    { name: `native${what}`, files: native, browsers: browsers(), testRunnerHtml: testPage(false) },
    { name: `compatibility${what}`, files: compatibility, browsers: browsers(), testRunnerHtml: testPage(true) },
  ];
}

export default {
  rootDir: fileURLToPath(new URL("../..", import.meta.url)),
  groups: [
    // Files that are named on the command line make a group of their own, in the default mode.
    ...(wantsChromium ? bothModes("", chromium, everything).slice(named ? 1 : 0) : []),
    ...(others.length > 0 ? bothModes(" (core)", () => others, coreWithLayout, core) : []),
    ...(framedWebKit && (!named || named.includes("layout"))
      ? bothModes(" (in a frame)", () => [framedWebKit], named ?? layout).slice(0, 1)
      : []),
  ],
  testRunnerHtml: testPage(false),
  browsers: wantsChromium ? chromium() : others,
  concurrentBrowsers: 2,
  nodeResolve: { exportConditions: ["development"] },
  middleware: [silence(), framedPages(), strictPolicy()],
  plugins: [
    bundles(testFiles),
    styleSheets(),
    failOnUncaught(),
    cdpCommand(),
    marionetteCommand(marionettePort),
    answersCommand(),
    captchaFrameFiles(),
    recordingsCommand(),
  ],
  reporters: [defaultReporter({ reportTestProgress: process.stdout.isTTY === true }), countReporter()],
  testFramework: { config: { timeout: 10_000 } },
  // The largest file takes a minute, and several on a busy machine.
  testsFinishTimeout: 600_000,
};
