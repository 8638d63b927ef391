/**
 * `npm run size`: what travels before somebody can sign in, and with every further step. Fails when a budget is overdrawn. With `-- --why`
 * also what the bytes of the first form are for.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { get } from "node:http";
import { buffer } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { brotliCompressSync, brotliDecompressSync } from "node:zlib";
import { startBuiltServer } from "./built-server.ts";
import { countsFile } from "./test/counts.ts";
import { ensureFreshBuild } from "./fresh-build.ts";
import { sharesOfApp, sharesOfPage } from "./size-why.ts";
import { textTable } from "./text-table.ts";

/** A chunk in Vite's manifest. */
interface Chunk {
  readonly file: string;
  readonly imports?: readonly string[];
  readonly css?: readonly string[];
  readonly isDynamicEntry?: boolean;
}

interface Page {
  readonly html: string;
  /** As the server sends it, compressed. */
  readonly bytes: number;
}

interface Measure {
  readonly what: string;
  readonly value: number;
  readonly unit: "B" | "";
  /** At most; none for what is only told. */
  readonly budget?: number;
  readonly aim?: number;
}

const client = fileURLToPath(new URL("../dist/client/", import.meta.url));
const kilobyte = 1024;

ensureFreshBuild();
const manifest = JSON.parse(readFileSync(`${client}.vite/manifest.json`, "utf8")) as Record<string, Chunk>;
const { page, compatibilityPage } = await fetchPages();

const app = files(page.html);
const polyfill = files(compatibilityPage.html).filter((file) => !app.includes(file));
const measures: readonly Measure[] = [
  { what: "first form: page", value: page.bytes, unit: "B" },
  ...app.map((file): Measure => ({ what: `first form: ${file}`, value: compressed(file), unit: "B" })),
  { what: "first form", value: page.bytes + sum(app), unit: "B", budget: 20_450, aim: 14.6 * kilobyte },
  { what: "first form: requests", value: 1 + app.length, unit: "", budget: 3 },
  { what: "soon after: extras", value: compressed(extrasFile()), unit: "B", budget: 9 * kilobyte, aim: 5 * kilobyte },
  ...lazyMeasures(),
  { what: "compatibility mode, extra", value: sum(polyfill), unit: "B", budget: 22 * kilobyte },
  { what: "default mode: polyfill files", value: app.filter(isPolyfill).length, unit: "", budget: 0 },
  { what: "compatibility mode: files missing early", value: polyfill.some(isPolyfill) ? 0 : 1, unit: "", budget: 0 },
];

const over = measures.filter(({ value, budget }) => budget !== undefined && value > budget);
const head = ["brotli", "now", "budget", "aim", ""];
console.log(textTable([head, ...measures.map((measure) => row(measure, over.includes(measure)))]));
for (const { what, value, budget } of over) console.error(`Over budget: ${what} is ${value}, may be ${budget}.`);

const { values: options } = parseArgs({ options: { why: { type: "boolean", default: false } } });
if (options.why) {
  const shares = [...sharesOfPage(page.html), ...(await sharesOfApp())];
  const rows = shares.map(({ what, characters, bytes }) => [what, String(characters), `${bytes} B`]);
  console.log(`\n${textTable([["without it", "characters", "brotli"], ...rows])}`);
}

const judged = measures.filter(({ budget }) => budget !== undefined).length;
const counts = countsFile();
if (counts) writeFileSync(counts, JSON.stringify({ passed: judged - over.length, failed: over.length, skipped: 0 }));
process.exitCode = over.length > 0 ? 1 : 0;

async function fetchPages(): Promise<{ page: Page; compatibilityPage: Page }> {
  const server = await startBuiltServer();
  try {
    const flow = `${server.origin}/if/flow/default-authentication-flow`;
    return { page: await fetchPage(`${flow}/`), compatibilityPage: await fetchPage(`${flow}-compat/`) };
  } finally {
    await server.stop();
  }
}

/** A page with the bytes that travelled: `fetch` would not tell. */
async function fetchPage(url: string): Promise<Page> {
  const body = await new Promise<Buffer>((resolve, reject) => {
    const request = get(url, { headers: { "Accept-Encoding": "br" } }, (response) => {
      if (response.statusCode !== 200 || response.headers["content-encoding"] !== "br") {
        reject(
          new Error(
            `${url}: status ${response.statusCode ?? 0}, encoding ${response.headers["content-encoding"] ?? "none"}`,
          ),
        );
      }
      resolve(buffer(response));
    });
    request.on("error", reject);
  });
  return { html: brotliDecompressSync(body).toString(), bytes: body.length };
}

/** The scripts and styles that a page loads by itself, with everything they import at once. */
function files(html: string): string[] {
  const tags = html.match(/<(?:script|link)\b[^>]*>/g) ?? [];
  const named = tags
    .filter((tag) => tag.startsWith("<script") || /\brel="?(modulepreload|preload|stylesheet)\b/.test(tag))
    .flatMap((tag) => /\s(?:src|href)="\/([^"]+)"/.exec(tag)?.[1] ?? []);
  const entries = Object.entries(manifest);
  const keys = named.map((file) => entries.find(([, chunk]) => chunk.file === file)?.[0] ?? file);
  return [...new Set(keys.flatMap(closure))];
}

/** A chunk's file and those it needs at once; of a file that is no chunk, itself. */
function closure(key: string): string[] {
  const found = new Set<string>([key]);
  // A Set visits what is added while it is being walked.
  for (const name of found) for (const next of manifest[name]?.imports ?? []) found.add(next);
  return [...found].flatMap((name) => [manifest[name]?.file ?? name, ...(manifest[name]?.css ?? [])]);
}

/** Each chunk that is loaded on demand, and in brackets what it shares with others beyond the app. Only those of stages have a budget. */
function lazyMeasures(): Measure[] {
  return Object.entries(manifest)
    .filter(([, chunk]) => chunk.isDynamicEntry && chunk.file !== extrasFile())
    .map(([key, chunk]) => {
      const isStage = key.startsWith("src/client/stages/");
      const shared = sum(closure(key).filter((file) => file !== chunk.file && !app.includes(file)));
      const what = `on demand: ${key.replace(/^src\/client\//, "")}${shared ? ` (shares ${shared} B)` : ""}`;
      return { what, value: compressed(chunk.file), unit: "B" as const, ...(isStage && { budget: 6 * kilobyte }) };
    });
}

/** What a page asks for as soon as the first form shows. */
function extrasFile(): string {
  return manifest["src/client/shell/page-extras.ts"]?.file ?? "";
}

function compressed(file: string): number {
  return brotliCompressSync(readFileSync(client + file)).length; // Its default is the highest quality, 11.
}

function sum(list: readonly string[]): number {
  return list.reduce((total, file) => total + compressed(file), 0);
}

function isPolyfill(file: string): boolean {
  return file.includes("/compatibility-");
}

function row({ what, value, unit, budget, aim }: Measure, isOver: boolean): string[] {
  return [
    what,
    ...[value, budget, aim].map((number) => (number === undefined ? "" : `${Math.round(number)} ${unit}`)),
    isOver ? "OVER" : "",
  ];
}
