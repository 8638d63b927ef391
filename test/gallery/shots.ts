/**
 * Takes a picture of every state in every theme, direction and width, and of compatibility mode, as contact sheets to look at:
 * `npx tsx test/gallery/shots.ts [folder]`. With a second argument, only of the components whose name contains it.
 */
import { mkdirSync } from "node:fs";
import { chromium, type Browser, type Page } from "playwright-core";
import { launchArgs, requireChromium } from "../../tools/browsers.ts";
import { states } from "../fixtures/states.ts";
import { serveGallery } from "./server.ts";

const [folder = ".cache/shots", wanted = ""] = process.argv.slice(2);
const widths = [1000, 360];
const height = 720;

interface Shot {
  readonly state: string;
  readonly theme: string;
  readonly dir: string;
  readonly mode: string;
  readonly width: number;
}

mkdirSync(folder, { recursive: true });
const gallery = await serveGallery();
const browser = await chromium.launch({ executablePath: requireChromium(), args: [...launchArgs] });
try {
  for (const [component, all] of Object.entries(states)) {
    if (!component.includes(wanted)) continue;
    for (const sheet of sheetsOf(
      component,
      all.map(({ name }) => name),
    ))
      await takeSheet(browser, ...sheet);
  }
} finally {
  await browser.close();
  await gallery.close();
}

/** Which pictures go together: one sheet for each combination, and one for compatibility mode. */
function sheetsOf(component: string, names: readonly string[]): [name: string, shots: Shot[]][] {
  const combinations = widths.flatMap((width) =>
    ["light", "dark"].flatMap((theme) => ["ltr", "rtl"].map((dir) => ({ width, theme, dir, mode: "default" }))),
  );
  const sheets = combinations.map((options): [string, Shot[]] => [
    [component, options.width, options.theme, options.dir].join("."),
    names.map((name) => ({ state: `${component}/${name}`, ...options })),
  ]);
  const state = `${component}/${names[0]}`;
  const compatibility = combinations.map((options) => ({ ...options, state, mode: "compatibility" }));
  return [...sheets, [`${component}.compatibility`, compatibility]];
}

async function takeSheet(browser: Browser, name: string, shots: readonly Shot[]): Promise<void> {
  const pictures: { title: string; width: number; data: string }[] = [];
  const frame = await browser.newPage({ reducedMotion: "reduce" });
  for (const shot of shots) {
    await frame.setViewportSize({ width: shot.width, height });
    await open(frame, shot);
    const data = (await frame.screenshot({ fullPage: true })).toString("base64");
    pictures.push({ title: Object.values(shot).join(" "), width: shot.width, data });
  }
  await frame.close();
  const page = await browser.newPage({ viewport: { width: 2040, height: 800 } });
  await page.setContent(sheetOf(pictures));
  await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
  await page.close();
  console.log(`${folder}/${name}.png`);
}

async function open(page: Page, { state, theme, dir, mode }: Shot): Promise<void> {
  const url = new URL("frame.html", gallery.url);
  url.search = new URLSearchParams({ state, theme, dir, mode }).toString();
  await page.goto(url.href);
  await page.waitForSelector("html[data-ready]", { timeout: 20_000 });
}

function sheetOf(pictures: readonly { title: string; width: number; data: string }[]): string {
  const figures = pictures.map(
    ({ title, width, data }) =>
      `<figure><figcaption>${title}</figcaption><img width="${Math.min(width, 490)}" src="data:image/png;base64,${data}"></figure>`,
  );
  return `<!doctype html><style>
    body { display: flex; flex-wrap: wrap; gap: 10px; margin: 10px; background: #999; font: 12px sans-serif }
    figure { margin: 0 }
  </style>${figures.join("")}`;
}
