/** `npm run size -- --why`: what the bytes of the first form are for, module by module, and what of them cannot be moved elsewhere. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { SourceMap, type SourceMapPayload } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliCompressSync } from "node:zlib";
import { build } from "vite";

/** A part of what travels: its characters, and how many bytes the whole would be shorter without it. */
export interface Share {
  readonly what: string;
  readonly characters: number;
  readonly bytes: number;
}

/** @returns the parts of a page, largest first */
export function sharesOfPage(html: string): Share[] {
  const patterns: readonly (readonly [what: string, pattern: RegExp])[] = [
    ["page: style sheet", /<style[^>]*>[^]*?<\/style>/g],
    ["page: boot script", /<script[^>]*type="?module"?[^>]*>[^]*?<\/script>/g],
    ["page: script before the app", /<script(?![^>]*type=)[^>]*>[^]*?<\/script>/g],
    ["page: settings and challenge", /<script[^>]*type="?application\/json"?[^>]*>[^]*?<\/script>/g],
  ];
  const rest = patterns.reduce((text, [, pattern]) => text.replace(pattern, ""), html);
  const parts = patterns.map(([what, pattern]) => ({ what, text: (html.match(pattern) ?? []).join("") }));
  return [...parts, { what: "page: markup", text: rest }]
    .map(({ what, text }) => ({
      what,
      characters: text.length,
      bytes: size(html) - size(what === "page: markup" ? html.slice(0, -text.length) : html.replace(text, "")),
    }))
    .sort(byBytes);
}

/** @returns the modules of the app, largest first; built anew, because what is served has no source maps */
export async function sharesOfApp(): Promise<Share[]> {
  const folder = mkdtempSync(join(tmpdir(), "size-why-"));
  try {
    await build({ logLevel: "error", configLoader: "native", build: { outDir: folder, sourcemap: "hidden" } });
    const files = join(folder, "static/flow");
    for (const name of readdirSync(files).filter((file) => file.endsWith(".js"))) {
      const map = JSON.parse(readFileSync(join(files, `${name}.map`), "utf8")) as SourceMapPayload;
      if (map.sources.some((source) => source.endsWith("shell/flow-executor.ts")))
        return modulesOf(readFileSync(join(files, name), "utf8"), map);
    }
    throw new Error("the build has no app");
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function modulesOf(code: string, payload: SourceMapPayload): Share[] {
  const map = new SourceMap(payload);
  const owners: string[] = [];
  for (const [line, text] of code.split("\n").entries()) {
    for (let column = 0; column <= text.length; column++) {
      const entry = map.findEntry(line, column);
      owners.push("originalSource" in entry && entry.originalSource ? nameOf(entry.originalSource) : "between modules");
    }
  }
  const whole = size(code);
  return [...new Set(owners)]
    .map((what) => {
      const without = owners.map((owner, index) => (owner === what ? "" : code.charAt(index))).join("");
      return { what, characters: code.length - without.length, bytes: whole - size(without) };
    })
    .sort(byBytes);
}

function nameOf(source: string): string {
  return source
    .replace(/^.*\/node_modules\//, "")
    .replace(/^.*\/src\//, "src/")
    .replace(/^(\.\.\/)+/, "");
}

function size(text: string): number {
  return brotliCompressSync(text).length;
}

function byBytes(a: Share, b: Share): number {
  return b.bytes - a.bytes;
}
