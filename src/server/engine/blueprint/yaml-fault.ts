import { sentence } from "../../../protocol/locales/words.ts";

/** What goes wrong when somebody writes YAML by hand, by what the library says of it: its codes are broader. */
const faults: readonly (readonly [message: RegExp, fault: string])[] = [
  [/^Tabs are not allowed/, sentence("This is not valid YAML: indent with spaces, not with tabs.")],
  [
    /must start at the same column|without - indicator/,
    sentence("This is not valid YAML: what belongs together begins in the same column."),
  ],
  [
    /need to be on a single line|need to be followed by map values/,
    sentence("This is not valid YAML: each key stands in a line of its own, with a colon after it."),
  ],
  [
    /^Missing|must end with|end with a [\]}]|not allowed within flow/,
    sentence("This is not valid YAML: a quote, a bracket or a comma is missing."),
  ],
  [/^Plain value cannot start|^Nested mappings are not/, sentence("This is not valid YAML: put this value in quotes.")],
];

/** What is wrong with YAML, in a sentence for whoever wrote it; what is rare is told as the library tells it. */
export function yamlFault([error, next]: readonly [Error, ...Error[]]): string {
  // A value that goes on in the next line looks like a colon in a text at first.
  const { message } = next?.message.includes("need to be on a single line") ? next : error;
  const known = faults.find(([pattern]) => pattern.test(message));
  return known ? known[1] : (message.split("\n")[0]?.replace(/ at line.*$/, ".") ?? message);
}
