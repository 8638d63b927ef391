import { minify } from "terser";
import type { Plugin } from "vite";

/** Goes once more over what a bundler has made small: together the two leave less than either alone. */
export async function passAgain(code: string): Promise<string> {
  return (await minify(code, { module: true, ecma: 2020 })).code ?? code;
}

/** The same for every script of a build, unless somebody wants to look into it by its source maps. */
export function secondPass(): Plugin {
  let isMapped = false;
  return {
    name: "second-pass",
    apply: "build",
    configResolved({ build }) {
      isMapped = build.sourcemap !== false;
    },
    async generateBundle(_, bundle) {
      if (isMapped) return;
      for (const file of Object.values(bundle)) if (file.type === "chunk") file.code = await passAgain(file.code);
    },
  };
}
