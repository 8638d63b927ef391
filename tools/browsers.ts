/** Finds the browsers that tests run in: Chromium always, Firefox and WebKitGTK where they are installed. */
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { delimiter, join } from "node:path";

/** Flags for every Chromium we start: no sandbox where root has none, and nothing that talks to the network by itself. */
export const launchArgs: readonly string[] = [
  ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  // No test may leave this machine, not even by looking up a name.
  "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE *.localhost, EXCLUDE 127.0.0.1",
];

/** What runs WebKitGTK: its driver, the browser it drives, and a display for it. */
export interface WebKit {
  readonly driver: string;
  readonly browser: string;
  readonly display: string;
}

/** The path of a Chromium or Chrome; `CHROMIUM` in the environment goes first. */
export function findChromium(): string | undefined {
  const { CHROMIUM, PROGRAMFILES, LOCALAPPDATA } = process.env;
  return firstExisting([
    CHROMIUM,
    onPath("chromium"),
    onPath("chromium-browser"),
    onPath("google-chrome"),
    onPath("google-chrome-stable"),
    "/usr/bin/chromium",
    "/usr/bin/chromium-browser",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    PROGRAMFILES && join(PROGRAMFILES, "Google/Chrome/Application/chrome.exe"),
    LOCALAPPDATA && join(LOCALAPPDATA, "Chromium/Application/chrome.exe"),
    LOCALAPPDATA && join(LOCALAPPDATA, "Google/Chrome/Application/chrome.exe"),
  ]);
}

/** The path of Firefox; `FIREFOX` in the environment goes first. */
export function findFirefox(): string | undefined {
  return firstExisting([
    process.env["FIREFOX"],
    onPath("firefox-esr"),
    onPath("firefox"),
    "/Applications/Firefox.app/Contents/MacOS/firefox",
  ]);
}

/** WebKitGTK, where its driver, its test browser and a virtual display are all installed. */
export function findWebKit(): WebKit | undefined {
  const driver = onPath("WebKitWebDriver");
  const display = onPath("Xvfb");
  const browser = firstExisting(miniBrowsers());
  return driver && display && browser ? { driver, browser, display } : undefined;
}

/**
 * The Chromium that tests run in: its headless shell where there is one, the same engine without the windows of a browser, which take half
 * of the time; else the whole browser. `CHROMIUM` goes first here too. Without either it is installed if possible; otherwise this says
 * what to do and ends the process.
 */
export function requireChromium(): string {
  const shell = process.env["CHROMIUM"] ? undefined : onPath("chromium-headless-shell");
  const found = shell ?? findChromium() ?? installChromium();
  if (found) return found;
  console.error("No Chromium found: install Chromium or Chrome, or name one with CHROMIUM=/path/to/it.");
  process.exit(1);
}

function installChromium(): string | undefined {
  if (process.getuid?.() !== 0 || !onPath("apt-get")) return undefined;
  console.log("No Chromium found; installing the packages chromium and chromium-headless-shell with apt-get.");
  spawnSync("apt-get", ["update", "-q"], { stdio: "inherit" });
  for (const name of ["chromium", "chromium-headless-shell"])
    spawnSync("apt-get", ["install", "-y", "-q", "--no-install-recommends", name], {
      stdio: "inherit",
      env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
    });
  return onPath("chromium-headless-shell") ?? findChromium();
}

function firstExisting(paths: readonly (string | undefined)[]): string | undefined {
  return paths.find((path) => path && existsSync(path));
}

function onPath(name: string): string | undefined {
  return firstExisting((process.env["PATH"] ?? "").split(delimiter).map((folder) => join(folder, name)));
}

/** Where distributions put the browser that WebKitGTK's driver drives, newest interface first. */
function miniBrowsers(): string[] {
  const libraries = list("/usr/lib").filter((path) => path.endsWith("-linux-gnu"));
  return [...libraries, "/usr/lib", "/usr/lib64", "/usr/libexec"]
    .flatMap(list)
    .filter((path) => path.includes("/webkit2gtk-") || path.includes("/webkitgtk-"))
    .sort()
    .reverse()
    .map((path) => join(path, "MiniBrowser"));
}

function list(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name)) : [];
}
