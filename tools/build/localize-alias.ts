import { fileURLToPath } from "node:url";

/** What the build takes for `@lit/localize`. */
export const localizeAlias = {
  find: /^@lit\/localize$/,
  replacement: fileURLToPath(new URL("localize-entry.ts", import.meta.url)),
};
