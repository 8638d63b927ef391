import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, posix } from "node:path";
import { compiler } from "../compiler.ts";

/** The sources whose declarations the package has, with everything that they name. */
const entries = [
  "src/package/define.ts",
  "src/package/frame.ts",
  "src/package/react.ts",
  "src/package/register.ts",
  "src/package/session.ts",
  "src/package/stage.ts",
  "src/package/theme.ts",
  "src/package/vue.ts",
  "test/kit/testing.ts",
];

/** In our own pages the tag is that of the plain element. */
const tagNames = `
declare global {
  interface HTMLElementTagNameMap {
    "ak-flow-executor": import("./flow-element.js").FlowElement;
  }
}
`;

/**
 * Writes the declarations of the package to its folder `types`: those that the type check makes, as far as the entries name them, so that they
 * can be read without our settings.
 *
 * @throws {Error} where the types are wrong, or a declaration names something that is not there
 */
export async function packageTypes(root: string, target: string): Promise<void> {
  const check = spawnSync(process.execPath, [compiler, "-b", "test"], { cwd: root, encoding: "utf8" });
  if (check.status !== 0) throw new Error(`the types are wrong:\n${check.stdout}`);
  const named = new Set(entries);
  // A Set visits what is added while it is being walked.
  for (const source of named) {
    const text = await readFile(`${root}${declaration(source)}`, "utf8");
    const own = text.replace(/(["'])(\.\.?\/[^"'\n]+)\.ts\1/g, (_, quote: string, path: string) => {
      const next = posix.join(posix.dirname(source), `${path}.ts`);
      if (!existsSync(`${root}${declaration(next)}`)) throw new Error(`${source} names ${path}.ts, which is not there`);
      named.add(next);
      return `${quote}${path}.js${quote}`;
    });
    const file = `${target}types/${source.replace(/\.ts$/, ".d.ts")}`;
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, source.endsWith("/define.ts") ? own + tagNames : own);
  }
}

/** Where the type check puts the declarations of a source. */
function declaration(source: string): string {
  const [, project = "", path = ""] = /^(src\/[^/]+|test)\/(.+)\.ts$/.exec(source) ?? [];
  return `.cache/types/${project.replace("/", "-")}/${path}.d.ts`;
}
