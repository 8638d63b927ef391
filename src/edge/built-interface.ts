import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { StartupError } from "./startup-error.ts";

/** What `npm run build` has made of the interface. */
export interface BuiltInterface {
  /** Its files, such as `dist/client`. */
  readonly folder: string;
  /** The page of flows, to be filled in. */
  readonly page: string;
  /** The scripts that compatibility mode loads first, as paths. */
  readonly compatibilityChunks: readonly string[];
}

/** @throws StartupError when there is none */
export function builtInterface(folder: string): BuiltInterface {
  const index = join(folder, "index.html");
  if (!existsSync(index)) throw new StartupError("The interface has not been built yet: run `npm run build` first.");
  // The build gives the polyfill a file of its own, with a hash in its name.
  const scripts = readdirSync(join(folder, "static/flow")).filter((name) => /^compatibility-.*\.js$/.test(name));
  return {
    folder,
    page: readFileSync(index, "utf8"),
    compatibilityChunks: scripts.map((name) => `/static/flow/${name}`),
  };
}
