/**
 * Python's memory once everything that surrounds expressions has been loaded, kept in a file: the next thread takes it up from there, which
 * takes a fifth of the time. It holds nothing that anybody has sent, and is made on each installation, because hashes are seeded in it.
 */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { loadPyodide, type PyodideAPI, version } from "pyodide";

interface SnapshotOptions {
  readonly _makeSnapshot?: boolean;
  readonly _loadSnapshot?: Uint8Array;
}

interface SnapshotMaker {
  makeMemorySnapshot(): Uint8Array;
}

const sources = new URL("./sandbox/", import.meta.url);
const digestLength = 32;

/**
 * Loads Python with the sandbox's modules in it.
 *
 * @param folder where the snapshot is kept; without one there is none
 */
export async function loadPython(folder: string | undefined): Promise<PyodideAPI> {
  const modules = readdirSync(sources)
    .filter((name) => name.endsWith(".py"))
    .map((name) => [name, readFileSync(new URL(name, sources), "utf8")] as const);
  if (folder === undefined) return load(modules, {});
  const hash = createHash("sha256")
    .update(JSON.stringify([version, modules]))
    .digest("hex")
    .slice(0, 16);
  const file = join(folder, `python-${hash}.snapshot`);
  const snapshot = readSnapshot(file);
  if (snapshot) return load(modules, { _loadSnapshot: snapshot });
  const pyodide = await load(modules, { _makeSnapshot: true });
  keepSnapshot(file, (pyodide as unknown as SnapshotMaker).makeMemorySnapshot());
  return pyodide;
}

async function load(
  modules: readonly (readonly [name: string, text: string])[],
  options: SnapshotOptions,
): Promise<PyodideAPI> {
  const pyodide = await loadPyodide({
    jsglobals: Object.create(null) as object,
    env: {},
    checkAPIVersion: true,
    ...(options as object),
  });
  const files = pyodide.FS as { mkdirTree(path: string): void; writeFile(path: string, text: string): void };
  files.mkdirTree("sandbox");
  for (const [name, text] of modules) files.writeFile(`sandbox/${name}`, text);
  // What is there from the snapshot is not loaded again.
  pyodide.runPython("import sandbox.evaluate; sandbox.evaluate.warm_up()");
  return pyodide;
}

/** @returns nothing where there is none, or one that is not whole */
function readSnapshot(file: string): Uint8Array | undefined {
  try {
    const bytes = readFileSync(file);
    const snapshot = bytes.subarray(digestLength);
    return digest(snapshot).equals(bytes.subarray(0, digestLength)) ? new Uint8Array(snapshot) : undefined;
  } catch {
    return undefined;
  }
}

/** Keeps it in place of older ones. A folder that cannot be written to costs time at the next start, and nothing else. */
function keepSnapshot(file: string, snapshot: Uint8Array): void {
  const folder = dirname(file);
  const partial = `${file}.${process.pid}-${performance.now()}`;
  try {
    const old = readdirSync(folder).filter((name) => /^python-\w+\.snapshot$/.test(name));
    writeFileSync(partial, digest(snapshot), { mode: 0o600 });
    writeFileSync(partial, snapshot, { flag: "a" });
    renameSync(partial, file);
    for (const name of old) if (join(folder, name) !== file) rmSync(join(folder, name), { force: true });
  } catch {
    rmSync(partial, { force: true });
  }
}

function digest(bytes: Uint8Array): Buffer {
  return createHash("sha256").update(bytes).digest();
}
