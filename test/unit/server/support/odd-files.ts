/** A flow whose title is written in some way. */
export const titled = (title: string): string => `version: 1
entries:
  - model: authentik_flows.flow
    identifiers: { slug: a }
    attrs:
      name: A
      designation: recovery
      title: ${title}
`;
export const plain = titled("A");
/** A field whose order is written in some way. */
export const ordered = (order: string): string => `version: 1
entries:
  - model: authentik_stages_prompt.prompt
    identifiers: { name: p }
    attrs: { field_key: k, label: L, type: text, order: ${order} }
`;
const entry = (...lines: string[]): string =>
  `version: 1\nentries:\n  - ${lines.join("\n    ")}\n    identifiers: { name: a }\n`;
const dummy = "model: authentik_stages_dummy.dummystage";

export const titles: readonly (readonly [written: string, title: string])[] = [
  ["n", "n"],
  ["Y", "Y"],
  ["1e3", "1e3"],
  ["12e5", "12e5"],
  ["007", "7"],
  ["08", "08"],
  ["0o17", "0o17"],
  ["0x1F", "31"],
  ["1_000", "1000"],
  ["12:30:45", "45045"],
  ["09:30", "09:30"],
  ["123456789012345678901234", "123456789012345678901234"],
  ["9007199254740993", "9007199254740993"],
  ["2024-02-29", "2024-02-29"],
  ["2024-02-29T10:20:30Z", "2024-02-29T10:20:30Z"],
  [".inf", "inf"],
  ["-.Inf", "-inf"],
  [".nan", "nan"],
  ["1.0", "1.0"],
  ["+1.50", "1.5"],
  ["-0.0", "-0.0"],
  [".5", "0.5"],
  ["10.", "10.0"],
  ["1_0.5", "10.5"],
  ["1.0e+3", "1000.0"],
  ["1.0e3", "1.0e3"],
  ["1e+3", "1e+3"],
  ["1.0e+16", "1e+16"],
  ["123456789012345678.0", "1.2345678901234568e+17"],
  ["0.0001", "0.0001"],
  ["0.00001", "1e-05"],
  ["1.25e-7", "1.25e-07"],
  ["1:30.5", "90.5"],
  ["&n 2.0", "2.0"],
  ["010", "8"],
  ["0xFFFFFFFFFFFFFFFF", "18446744073709551615"],
  ["0b11", "3"],
  ["+12", "12"],
  ["-0", "0"],
  ["1_000_000_000_000_000_000", "1000000000000000000"],
  ["!!str 12", "12"],
  ['"yes"', "yes"],
  ['"a\\nb"', "a\nb"],
  ["🚀 Ünïcode", "🚀 Ünïcode"],
  ["&t Anchor", "Anchor"],
  ['!Format ["%s of %s (%d%%)", A, B, 5]', "A of B (5%)"],
  ['!Format ["%s %s %r", null, true, "it\'s"]', `None True "it's"`],
  ['!Format ["%05.1f|%-4s|%+d|%x", 1, a, 5, 255]', "001.0|a   |+5|ff"],
  ["!If [!Condition [AND, true, !Context [x, false]], a, b]", "b"],
  ["!Context [missing, Default]", "Default"],
  ["!Env [HOME, none]", "none"],
  ["!File [/etc/passwd, none]", "none"],
  ["!AtIndex [!Enumerate [[a, b], SEQ, !Format ['%s%s', !Index 0, !Value 0]], 1]", "1b"],
  [`!AtIndex [!ParseJSON '{"a": "b"}', a]`, "b"],
  ["!AtIndex [!FindObject [authentik_flows.flow, [slug, none]], name, none]", "none"],
];

const json = `{"version": 1, "entries": [{"model": "authentik_flows.flow", "identifiers": {"slug": "a"}, "attrs": {"name": "A", "title": "A", "designation": "recovery"},}]}`;
export const taken: Readonly<Record<string, string>> = {
  "lines that end as on Windows": plain.replaceAll("\n", "\r\n"),
  "no version, which is 1 at authentik": plain.replace("version: 1\n", ""),
  "the end of a document, and the language's own version": `%YAML 1.1\n---\n${plain}...\n`,
  "YAML 1.2": `%YAML 1.2\n---\n${plain}`,
  "JSON with a comma too many": json,
  "a tab after a colon": plain.replace("model: ", "model:\t"),
  "an anchor for all attributes": `x: &c { name: A, title: A, designation: recovery }\n${plain.replace(/attrs:\n[^]*/, "attrs: *c\n")}`,
  "numbers for text, by another name and merged in": `x: &c { name: 1.0, <<: { designation: recovery } }\n${plain.replace("slug: a", "slug: 12").replace(/name: A\n/, "<<: *c\n")}`,
  "merged mappings": `x: [&c { name: A }, &d { title: A }]\n${plain.replace("name: A", "<<: [*c, *d]").replace("      title: A\n", "")}`,
  "sections of entries":
    "version: 1\nentries:\n  first:\n" + plain.replace(/^version: 1\nentries:\n/, "").replace(/^/gm, "  "),
  "keys that are numbers": `1: a\n${plain}`,
  "a model in capitals": plain.replace("authentik_flows.flow", "Authentik_Flows.Flow"),
  "a model that is put together": plain.replace(
    "model: authentik_flows",
    "model: !Format [authentik_%s.flow, flows] #",
  ),
  "a stage that is looked for among all":
    entry(dummy) +
    plain.replace("version: 1\nentries:\n", "").replace("identifiers", "id: f\n    identifiers") +
    "  - model: authentik_flows.flowstagebinding\n    identifiers: { target: !KeyOf f, stage: !Find [authentik_flows.stage, [name, a]], order: 0 }\n",
  "blueprints of authentik's own that are to come first":
    plain +
    ["name: Default - Password change flow", "path: system/providers-oauth2.yaml"]
      .map((which) => `  - model: authentik_blueprints.metaapplyblueprint\n    attrs: { identifiers: { ${which} } }\n`)
      .join(""),
  "an application that is looked for":
    plain + "      background: !If [!Find [authentik_core.application, [slug, x]], a, '']\n",
};

export const orders: readonly (readonly [written: string, order: number | RegExp])[] = [
  ["010", 8],
  ["10.0", 10],
  ['"10"', 10],
  ["1_0", 10],
  ["1:30", 90],
  ["-1", -1],
  ["1.5", /order: A valid integer is required\.$/],
  ["yes", /order: A valid integer is required\.$/],
  [".inf", /order: A valid integer is required\.$/],
  ["null", /order: This field may not be null\.$/],
  ["99999999999", /order: Ensure this value is less than or equal to 2147483647\.$/],
  ["123456789012345678901234", /order: Ensure this value is less than or equal to 2147483647\.$/],
];

const title = 8;
export const refused: readonly (readonly [what: string, text: string, line: number, says: RegExp])[] = [
  ["nothing", "", 1, /There is nothing in it\.$/],
  ["blanks", "\n \n", 1, /There is nothing in it\.$/],
  ["a remark", "# nothing\n", 1, /There is nothing in it\.$/],
  ["a list", "- 1\n", 1, /A blueprint has to be a mapping\.$/],
  ["a JSON list", `[${json}]`, 1, /A blueprint has to be a mapping\.$/],
  ["a page", "<!DOCTYPE html>\n<html><body>Sign in</body></html>", 1, /This is a web page\. Download the file itself/],
  [
    "a map for Kubernetes",
    "kind: ConfigMap\ndata:\n  a.yaml: |\n    version: 1\n",
    1,
    /`version: 1` and a list of `entries`/,
  ],
  ["a version as text", plain.replace("1", '"1"'), 1, /Invalid blueprint version: "1" instead of 1\.$/],
  ["another version", plain.replace("1", "2"), 1, /Invalid blueprint version: 2 instead of 1\.$/],
  ["no entries", "version: 1\n", 1, /`entries` has to be a list\.$/],
  ["an entry of text", "version: 1\nentries:\n  - hello\n", 3, /A mapping is expected here\.$/],
  ["an empty entry", "version: 1\nentries:\n  -\n", 3, /The entry has no `model`\.$/],
  ["half a file", '{"version": 1, "entries": [', 1, /a bracket or a comma is missing/],
  ["tabs", "version: 1\nentries:\n\t- model: a\n", 3, /indent with spaces, not with tabs\.$/],
  ["wrong indentation", "version: 1\nentries:\n  - model: a\n   identifiers: {}\n", 4, /begins in the same column\.$/],
  ["an open quote", 'version: 1\nentries:\n  - model: "a\n', 4, /a quote, a bracket or a comma is missing\.$/],
  ["two documents", `${plain}---\n${plain}`, 9, /There is more than one document in it\.$/],
  ["a key twice", `${plain}      name: B\n`, 9, /The key "name" is there twice\.$/],
  [
    "a template",
    plain.replace("slug: a", "slug: {{ slug }}"),
    4,
    /\{\{ … \}\} is for a template, which has to be filled in/,
  ],
  ["no such anchor", "version: 1\nentries:\n  - *a\n", 3, /There is no anchor &a before it\.$/],
  ["an anchor in itself", "version: 1\nentries: &a\n  - *a\n", 3, /stands for something with itself in it\.$/],
  ["a colon in text", titled("Hello: you"), title, /put this value in quotes\.$/],
  ["a sign of YAML", titled("@all"), title, /put this value in quotes\.$/],
  ["bytes", titled("!!binary aGVsbG8="), title, /Unknown tag !!binary\.$/],
  [
    "Python",
    titled("!!python/object/apply:os.system [id]"),
    title,
    /Unknown tag !!python\/object\/apply:os\.system\.$/,
  ],
  ["a tag of nobody", titled("!Foo x"), title, /Unknown tag !Foo\.$/],
  ["a boolean for text", titled("no"), title, /entry 1 \(authentik_flows\.flow\): title: Not a valid string\.$/],
  ["a list for text", titled("[a]"), title, /title: Not a valid string\.$/],
  ["null for text", titled("~"), title, /title: This field may not be null\.$/],
  ["a character that is none", titled('"a\\u0000b"'), title, /title: Null characters are not allowed\.$/],
  ["too few values", titled('!Format ["%s %s", A]'), title, /!Format: has fewer arguments than places\.$/],
  ["too many values", titled('!Format ["%s", A, B]'), title, /!Format: has more arguments than places\.$/],
  ["a place of no kind", titled('!Format ["%q", A]'), title, /!Format: has a place %q, which is not known/],
  ["text for a number", titled('!Format ["%d", x]'), title, /!Format: has a place %d for a number, and 'x' is none\.$/],
  ["nothing to look for", titled("!Find authentik_flows.flow"), title, /!Find: expects a model and pairs/],
  [
    "a misspelt model to look for",
    titled("!Find [authentik_flow.flow, [slug, a]]"),
    title,
    /Did you mean authentik_flows\.flow\?$/,
  ],
  ["an entry that is not there", titled("!KeyOf none"), title, /!KeyOf: failed to find entry with `id` of `none`/],
  [
    "a loop of no kind",
    titled("!Enumerate [[a], LIST, !Value 0]"),
    title,
    /!Enumerate: expects SEQ or MAP, not LIST\.$/,
  ],
  ["a value of no loop", titled("!Value 0"), title, /only usable inside an Enumerate tag$/],
  ["an index too high", titled("!AtIndex [[a], 5]"), title, /!AtIndex: Index out of range: 5$/],
  ["JSON that is none", titled("!ParseJSON '{'"), title, /!ParseJSON: /],
  [
    "a context that is itself",
    `context: { t: !Context t }\n${titled("!Context t")}`,
    1,
    /refer to each other too often/,
  ],
  ["no model", entry("model:"), 3, /entry 1 \(null\): App or Model does not exist\.$/],
  ["no such state", entry(dummy, "state: gone"), 3, /Unknown state gone\.$/],
  ["conditions that are no list", entry(dummy, "conditions: true"), 3, /`conditions` has to be a list\.$/],
  [
    "identifiers that are a list",
    entry(dummy).replace("{ name: a }", "[name, a]"),
    3,
    /`identifiers` has to be a mapping\.$/,
  ],
  ["no such identifier", entry(dummy).replace("name: a", "nmae: a"), 3, /Invalid identifier field: nmae$/],
  ["no identifiers", entry(dummy).replace("name: a", ""), 3, /No or invalid identifiers$/],
  [
    "a blueprint that is required",
    `version: 1\nentries:\n  - model: authentik_blueprints.metaapplyblueprint\n    attrs: { identifiers: { name: Other } }\n`,
    3,
    /Required blueprint does not exist$/,
  ],
];
