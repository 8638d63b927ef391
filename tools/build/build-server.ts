import { cp, rm, stat } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const source = fileURLToPath(new URL("../../src/server/", import.meta.url));
const gateway = fileURLToPath(new URL("../../src/gateway/main.ts", import.meta.url));
const target = fileURLToPath(new URL("../../dist/server/", import.meta.url));

/**
 * Bundles the embedded executor: `dist/server/main.js`, with its blueprints and the thread of Python beside it; and the gateway,
 * `dist/server/gateway.js`, which shares nothing with it at run time. Packages stay what they are and come from `node_modules`; two of them bring native code.
 *
 * @throws {Error} when the server has no `main.ts` */
export async function buildServer(): Promise<void> {
  if (!(await isFile(`${source}main.ts`))) throw new Error("the server cannot be built: src/server/main.ts is missing");
  await rm(target, { recursive: true, force: true });
  await build({
    entryPoints: [
      { in: `${source}main.ts`, out: "main" },
      { in: `${source}python/python-worker.ts`, out: "python-worker" },
      { in: gateway, out: "gateway" },
    ],
    outdir: target,
    bundle: true,
    format: "esm",
    platform: "node",
    target: "node20",
    packages: "external",
    logLevel: "warning",
  });
  await cp(`${source}blueprints`, `${target}blueprints`, { recursive: true });
  await cp(`${source}python/sandbox`, `${target}sandbox`, { recursive: true });
}

async function isFile(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isFile();
  } catch {
    return false; // Whatever keeps it from being read keeps it from being built.
  }
}
