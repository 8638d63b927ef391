import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import type { Plugin } from "vite";

const root = fileURLToPath(new URL("../..", import.meta.url));

interface Manifest {
  readonly name?: string;
  readonly version?: string;
  readonly license?: string;
}

/** The file beside the built interface, for whoever passes it on. */
export const noticesFile = "THIRD-PARTY-NOTICES.txt";

/**
 * Writes down the licences of the packages that are in the built files, which ask for that wherever they are distributed: minifying takes
 * their comments away. Fails the build where a package brings no text of its licence.
 */
export function thirdPartyNotices(): Plugin {
  return {
    name: "third-party-notices",
    apply: "build",
    async generateBundle() {
      const source = noticesOf([...this.getModuleIds(), ...(await polyfillModules())]);
      this.emitFile({ type: "asset", fileName: noticesFile, source });
    },
  };
}

/** The licences of the packages that modules come from. @throws {Error} where one brings no text of its licence */
export function noticesOf(modules: readonly string[]): string {
  const folders = new Set<string>();
  for (const id of modules) {
    const folder = packageFolder(id);
    if (folder !== undefined) folders.add(folder);
  }
  return [...folders]
    .sort()
    .map(notice)
    .join(`\n${"-".repeat(80)}\n\n`);
}

/** The modules of compatibility mode, which `inline-boot.ts` puts into a file of their own, past Vite. */
async function polyfillModules(): Promise<string[]> {
  const { metafile } = await build({
    entryPoints: ["src/client/platform/compatibility.ts"],
    absWorkingDir: root,
    bundle: true,
    write: false,
    metafile: true,
    format: "esm",
  });
  return Object.keys(metafile.inputs).map((path) => join(root, path));
}

/** The folder of the package that a module belongs to, if it comes from one. */
function packageFolder(id: string): string | undefined {
  const path = id.replace(/^\0/, "").replace(/\?.*$/, "");
  if (!path.includes("/node_modules/")) return undefined;
  for (let folder = dirname(path); !folder.endsWith("/node_modules"); folder = dirname(folder)) {
    const file = join(folder, "package.json");
    // Folders within packages have manifests, too, which only say how their modules are to be read.
    if (existsSync(file) && manifest(folder).version !== undefined) return folder;
  }
  return undefined;
}

function manifest(folder: string): Manifest {
  return JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as Manifest;
}

function notice(folder: string): string {
  const { name, version, license } = manifest(folder);
  const files = readdirSync(folder).filter((file) => /^(licen[cs]e|copying|notice)\b/i.test(file));
  if (files.length === 0)
    throw new Error(`${name} brings no text of its licence: it may not be distributed like this.`);
  const texts = files.map((file) => readFileSync(join(folder, file), "utf8").trim());
  return `${name} ${version} (${license})\n\n${texts.join("\n\n")}\n`;
}
