import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../../", import.meta.url));

/** A project of somebody else's that has installed the package, without a network. */
export interface InstalledPackage {
  /** The project, with the examples in it. */
  readonly project: string;
  /** What was installed. */
  readonly folder: string;
  /** What npm would publish. */
  readonly tarball: string;
  remove(): void;
}

/** Packs the package as npm does, and unpacks it beside what this repository has installed. */
export function installPackage(): InstalledPackage {
  const project = mkdtempSync(join(tmpdir(), "flow-package-"));
  const args = ["pack", "--ignore-scripts", "--silent", "--pack-destination", project];
  const tarball = join(project, execFileSync("npm", args, { cwd: root, encoding: "utf8" }).trim());
  const folder = join(project, "node_modules/flow-interface");
  mkdirSync(folder, { recursive: true });
  execFileSync("tar", ["-xzf", tarball, "-C", folder, "--strip-components=1"]);
  for (const name of readdirSync(`${root}node_modules`)) {
    if (!name.startsWith(".")) symlinkSync(`${root}node_modules/${name}`, join(project, "node_modules", name));
  }
  cpSync(`${root}examples/package`, project, { recursive: true });
  writeFileSync(join(project, "package.json"), JSON.stringify({ private: true, type: "module" }));
  return { project, folder, tarball, remove: () => rmSync(project, { recursive: true, force: true }) };
}
