/** The documents say what is there: settings, commands, files, libraries and figures, compared with the code. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import type { Environment } from "../../src/edge/settings.ts";
import { wellKnownSettings } from "../../src/edge/well-known.ts";
import { readGatewaySettings } from "../../src/gateway/settings.ts";
import { directions } from "../../src/protocol/locales/locales.ts";
import { readConfiguration } from "../../src/server/configuration.ts";
import { longest } from "../../src/server/engine/fields.ts";
import { otherNodes } from "../../tools/other-nodes.ts";

interface Package {
  readonly scripts: Readonly<Record<string, string>>;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly engines: { readonly node: string };
}

const root = fileURLToPath(new URL("../../", import.meta.url));
const read = (path: string): string => readFileSync(root + path, "utf8");
const names = ["README", "ARCHITECTURE", "INTEGRATING", "CONTRIBUTING", "SECURITY"].map((name) => `${name}.md`);
const changelog = read("CHANGELOG.md");
/** What has been released stays as it was written. */
const unreleased = changelog.slice(0, /^## (?!Unreleased)/m.exec(changelog)?.index ?? changelog.length);
const documents: readonly (readonly [name: string, text: string])[] = [
  ...names.map((name) => [name, read(name)] as const),
  ["CHANGELOG.md", unreleased],
];
const whole = documents.map(([, text]) => text).join("\n");
const { scripts, dependencies, devDependencies, engines } = JSON.parse(read("package.json")) as Package;

function matches(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map(([, name = ""]) => name);
}

/** The rows of a table, by the head of its first column: cells without their quotes. */
function table(text: string, head: string): string[][] {
  const start = text.indexOf(`\n| ${head} |`);
  assert.ok(start >= 0, `there is no table of ${head}`);
  const rows = (/^\n(?:\|.*\n)+/.exec(text.slice(start))?.[0] ?? "").trim().split("\n").slice(2);
  return rows.map((row) => row.split(/ ?\| ?/).slice(1, -1));
}

describe("settings", () => {
  /** The variables that a function asks for. */
  const asked = (readers: readonly ((env: Environment) => unknown)[], given: Environment): string[] => {
    const seen = new Set<string>();
    const env = new Proxy(given, { get: (target, name) => (seen.add(String(name)), target[String(name)]) });
    for (const reader of readers) reader(env);
    return [...seen].sort();
  };
  const upstream = { UPSTREAM: "http://127.0.0.1:9000" };
  const servers = [
    {
      what: "the embedded executor",
      rows: table(read("README.md"), "variable"),
      // Once a setting; who still has it is told what to write instead.
      variables: asked([readConfiguration, wellKnownSettings], {}).filter((name) => name !== "TRUST_PROXY"),
      // Whoever names a folder of data has no demonstration unless they ask for it.
      settings: (env: Environment): unknown => readConfiguration({ DEMO: "true", ...env }),
    },
    {
      what: "the gateway",
      rows: table(read("INTEGRATING.md"), "variable"),
      variables: asked([readGatewaySettings, wellKnownSettings], upstream),
      settings: (env: Environment): unknown => readGatewaySettings({ ...upstream, ...env }),
    },
  ];
  for (const { what, rows, variables, settings } of servers) {
    const documented = rows.map(([name = "", , value = ""]) => [matches(name, /`(\w+)`/g), value] as const);

    test(`those of ${what} are all in the table, and no others`, () => {
      assert.deepEqual(documented.flatMap(([variable]) => variable).sort(), variables);
    });

    test(`those of ${what} have the defaults that the table says`, () => {
      let plain = 0;
      for (const [variable, value] of documented) {
        const values = value.replaceAll("`", "").split(", ");
        if (values.length !== variable.length || !values.every((text) => /^[\w.'/-]+$/.test(text))) continue;
        if (/^(none|off)$/.test(value)) continue;
        plain += 1;
        const given = Object.fromEntries(variable.map((name, index) => [name, values[index]]));
        assert.deepEqual(settings(given), settings({}), variable.join());
      }
      assert.ok(plain >= 4, `only ${plain} values could be compared`);
    });
  }

  test("variables for tests and tools are named where people look for them", () => {
    // The suites tell each other; one is a test's own; and what every program has.
    const own = ["TEST_COUNTS", "BLUEPRINT_TEST", "PATH", "PROGRAMFILES", "LOCALAPPDATA", "NODE_V8_COVERAGE"];
    const code = ["test", "tools"].flatMap((folder) =>
      readdirSync(root + folder, { recursive: true, encoding: "utf8" })
        .filter((name) => /\.m?ts$|\.mjs$/.test(name))
        .map((name) => read(`${folder}/${name}`)),
    );
    const used = code.flatMap((text) => [
      ...matches(text, /process\.env(?:\.|\[")([A-Z_]+)/g),
      ...matches(text, /const \{ ([A-Z_, ]+) \} = process\.env/g).flatMap((list) => list.split(", ")),
    ]);
    const missing = [...new Set(used)].filter((name) => !own.includes(name) && !new RegExp(`\`${name}\\b`).test(whole));
    assert.deepEqual(missing, []);
  });
});

describe("commands", () => {
  const called = new Set(matches(whole, /npm run (?:-s )?([\w:-]+)/g));

  test("every script that is named is there", () => {
    assert.deepEqual(
      [...called].filter((name) => !Object.hasOwn(scripts, name)),
      [],
    );
  });

  test("every script is in README.md but those that others run", () => {
    const inReadme = new Set(matches(read("README.md"), /npm (?:run (?:-s )?)?([\w:-]+)/g));
    const missing = Object.keys(scripts).filter((name) => !inReadme.has(name) && !/^(compile|prepack)$/.test(name));
    assert.deepEqual(missing, []);
  });
});

describe("files", () => {
  const entries = readdirSync(root, { withFileTypes: true })
    .filter(({ name }) => !/^(node_modules|dist|\.git|\.cache|\.data)$/.test(name))
    .flatMap((entry) => {
      const below = entry.isDirectory() ? readdirSync(root + entry.name, { recursive: true, encoding: "utf8" }) : [];
      return [`/${entry.name}`, ...below.map((name) => `/${entry.name}/${name.replaceAll("\\", "/")}`)];
    });
  /** What the build makes, what the package and others have, and what is nobody's file. */
  const elsewhere = new RegExp(
    [
      // The build's.
      /^(dist\/|static\.html|flow\.min\.js|min\/|integrity\.json|custom-elements\.json|styles\.css|THIRD-PARTY-NOTICES\.txt)/,
      /^(protocol\/locales\/compiled\/|static\/captcha\/frame\.html)/,
      // Packages, rules and addresses.
      /^(@|flow-interface\/|hono\/html|own\/arrows|security\.txt|enterprise\.js|goauthentik\.io\/|DATA_DIR\/)/,
      /^(if|api|application|core|flows|root|source|ws)\//,
      // An example, and names that no file has.
      /^stages\/colour-stage\.ts|^(index|utils|helpers|types|common)\.ts$/,
    ]
      .map(({ source }) => source)
      .join("|"),
  );
  const isThere = (path: string): boolean => {
    const [before = "", ...more] = `/${path.replace(/\/$/, "")}`.split("*");
    if (more.length > 0) return entries.some((name) => name.includes(before));
    return entries.some((name) => ["", ".ts", ".test.ts"].some((end) => name.endsWith(before + end)));
  };
  for (const [name, text] of documents) {
    test(`those that ${name} names are there`, () => {
      const code = matches(text.replace(/```[^]*?```/g, ""), /`([^`\n]+)`/g);
      const paths = code.filter(
        (part) =>
          /^[\w.@*-]+(\/[\w.@*-]*)+$/.test(part) ||
          /^[\w-]+(\.[\w-]+)*\.(m?[jt]sx?|css|html|json|md|ya?ml|txt|py)$/.test(part),
      );
      assert.deepEqual(
        paths.filter((path) => !elsewhere.test(path) && !isThere(path)),
        [],
      );
    });
  }

  test("every wing of the sources has its paragraph in ARCHITECTURE.md", () => {
    const wings = readdirSync(`${root}src`, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    const missing = wings.filter(({ name }) => !read("ARCHITECTURE.md").includes(`src/${name}`));
    assert.deepEqual(missing, []);
  });
});

test("every library has its line in ARCHITECTURE.md, and no other", () => {
  const [, section = ""] = read("ARCHITECTURE.md").split("## Dependencies");
  const said = new Set(matches(section, /\*\*([^*]+)\*\*/g));
  assert.deepEqual([...said].sort(), Object.keys({ ...dependencies, ...devDependencies }).sort());
});

test("every problem of a flow is in ARCHITECTURE.md, and no other", () => {
  const [, codes = ""] = /type ProblemCode =([^]*?);/.exec(read("src/client/flow/flow-problem.ts")) ?? [];
  const rows = table(read("ARCHITECTURE.md"), "what happened").map(([, , said = ""]) => said);
  const said = rows.flatMap((cell) => matches(cell, /`([a-z-]+)`/g));
  assert.deepEqual([...new Set(said)].sort(), matches(codes, /"([a-z-]+)"/g).sort());
});

test("figures are those of the code", () => {
  const languages = Object.values(directions);
  const inWords = ["no", "one", "two", "three", "four", "five", "six"];
  const fromRight = inWords[languages.filter((direction) => direction === "rtl").length] ?? "many";
  const thousands = (number: number): string => number.toLocaleString("en");
  const figures: readonly (readonly [document: string, says: string])[] = [
    ["README.md", `${languages.length} languages, ${fromRight} of them right to left`],
    ["README.md", `Node.js](https://nodejs.org) ${engines.node.replace(">=", "")} or newer`],
    ["README.md", `the newer Nodes (${Object.keys(otherNodes).join(", ")})`],
    [
      "SECURITY.md",
      `Names may have ${longest.name} characters, addresses ${longest.address}, passwords ${longest.password}, codes ${longest.code}, ` +
        `other lines ${thousands(longest.line)} and texts of several lines ${thousands(longest.area)}.`,
    ],
  ];
  for (const [document, says] of figures) assert.ok(read(document).includes(says), `${document}: ${says}`);
});
