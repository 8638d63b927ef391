import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { build as bundle } from "esbuild";
import { build } from "vite";

/** Builds what of the example projects is built: the pages of Vite, the site of SvelteKit, and a Lit that a page brings along (`lit.js`). */
export async function buildProjects(project: string): Promise<void> {
  await Promise.all([
    build({ root: project, configFile: join(project, "vite.config.ts"), logLevel: "error" }),
    buildIn(join(project, "sveltekit")),
    bundle({
      stdin: {
        contents: 'import { html, render } from "lit"; render(html`<p>Ours</p>`, document.createElement("div"));',
        resolveDir: project,
      },
      bundle: true,
      outfile: join(project, "lit.js"),
      format: "esm",
    }),
  ]);

  /** With Vite's own command: SvelteKit takes the settings of the folder that it runs in. */
  async function buildIn(folder: string): Promise<void> {
    const vite = join(project, "node_modules/vite/bin/vite.js");
    await promisify(execFile)(process.execPath, [vite, "build", "--logLevel", "error"], { cwd: folder });
  }
}
