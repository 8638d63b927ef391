import { relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import type { Rule } from "eslint";
import { sourceFile } from "../words/source-file.ts";
import { importFault } from "./import-rules.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** A rule for ESLint, so that an editor shows where an import points upwards; the architecture's test has the same rules. */
export const arrows: Rule.RuleModule = {
  meta: {
    type: "problem",
    docs: { description: "imports point downwards, and no wing imports another" },
    messages: { upwards: "{{target}}: {{fault}}." },
  },
  create(context) {
    const { filename, sourceCode } = context;
    const path = relative(root, filename).split(sep).join("/");
    return {
      Program() {
        const { imports } = sourceFile(path, sourceCode.text);
        for (const { start, ...item } of imports) {
          const fault = importFault(path, item);
          if (fault === undefined) continue;
          context.report({
            loc: sourceCode.getLocFromIndex(start),
            messageId: "upwards",
            data: { target: item.target, fault },
          });
        }
      },
    };
  },
};
