import { relative, sep } from "node:path";
import { sourceFile } from "../words/source-file.ts";
import { importFault } from "./import-rules.ts";

/** What a rule is given of the linter's API, which is ESLint's. */
export interface RuleContext {
  readonly cwd: string;
  readonly filename: string;
  readonly sourceCode: { readonly text: string; getLocFromIndex(index: number): { line: number; column: number } };
  report(fault: { loc: object; messageId: string; data: Readonly<Record<string, string>> }): void;
}

/** A rule for the linter, so that an editor shows where an import points upwards; the architecture's test has the same rules. */
const arrows = {
  meta: {
    type: "problem",
    docs: { description: "imports point downwards, and no wing imports another" },
    messages: { upwards: "{{target}}: {{fault}}." },
  },
  create(context: RuleContext) {
    const { cwd, filename, sourceCode } = context;
    const path = relative(cwd, filename).split(sep).join("/");
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

export default { meta: { name: "own" }, rules: { arrows } };
