/** What INTEGRATING.md promises to those who build on this, compared with the code. Its policies are in `page/policy.test.ts`. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { commandUsage } from "../../src/server/command-line.ts";
import { testApp, TestBrowser } from "./server/support/test-app.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const read = (path: string): string => readFileSync(root + path, "utf8");
const integrating = read("INTEGRATING.md");

function matches(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map(([, name = ""]) => name);
}

/** The names in the first column of a table. */
function rowNames(head: string): string[] {
  const rows = new RegExp(`\n\\| ${head} \\|.*\n\\|[-|]+\n((?:\\|.*\n)+)`).exec(integrating)?.[1] ?? "";
  return matches(rows, /^\| ([^|]*)/gm).flatMap((cell) => matches(cell, /`([^`]+)`/g));
}

test("the page's settings are all in the table, and no others", () => {
  const [, body = ""] = /interface HostConfig \{([^]*?)\n\}/.exec(read("src/protocol/host-config.ts")) ?? [];
  assert.deepEqual(rowNames("what the page says").sort(), matches(body, /^ {2}readonly (\w+)\?:/gm).sort());
});

test("the package's entries are all in the table, and no others", () => {
  const { exports } = JSON.parse(read("package.json")) as { exports: Readonly<Record<string, unknown>> };
  const entries = Object.keys(exports).filter((entry) => entry !== "./package.json");
  assert.deepEqual(rowNames("entry").sort(), entries.map((entry) => entry.replace(".", "flow-interface")).sort());
});

test("every function and class that the package exports is named, but for the classes of the element's events", () => {
  const lines = read("test/unit/package/public-api.txt").split("\n");
  const exported = lines.flatMap((line) => /^(\.\S*) (\w+)$/.exec(line)?.slice(1, 3) ?? []);
  const values = exported.filter((name) => /^[a-z]/.test(name) || /(Event|Session|StageElement)$/.test(name));
  assert.ok(values.length > 15);
  const own = /^Flow(Before\w+|Problem|Shown)Event$/;
  assert.deepEqual(
    values.filter((name) => !own.test(name) && !new RegExp(`\\b${name}\\b`).test(integrating)),
    [],
  );
});

test("the script for pages exports the class of each event in the table", () => {
  const exported = read("src/client/embed.ts");
  for (const name of rowNames("event")) {
    if (!name.startsWith("ak-flow-")) continue;
    const words = name.replace("ak-", "").split("-");
    const type = `${words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join("")}Event`;
    assert.match(exported, new RegExp(`\\b${type},`), name);
  }
});

test("the commands for flow files are those that the program tells of, each with what it takes", () => {
  const commands = matches(commandUsage, /npm run -s flows (\w+ \S+(?: \[\w+\])?) /g);
  assert.ok(commands.length >= 5);
  assert.deepEqual(
    rowNames("command").map((name) => name.replace("npm run -s flows ", "")),
    commands,
  );
  for (const option of matches(commandUsage, /(--[\w-]+)/g)) assert.ok(integrating.includes(`\`${option}\``), option);
});

test("the embedded executor answers at the addresses of the table", async (t) => {
  const browser = new TestBrowser(testApp(t));
  const examples = { slug: "default-authentication-flow", designation: "authentication", source: "demo-provider" };
  await browser.get(examples.slug);
  for (const address of rowNames("here")) {
    const path = address.replace(/<(\w+)>/, (_all, name: keyof typeof examples) => examples[name]);
    const { status } = await browser.request(path);
    // The outbox is there for administrators, and for this machine.
    assert.ok(status !== 404 || path === "/demo/outbox/", `${path}: ${status}`);
  }
});

test("the addresses of FedCM are all in the table", () => {
  const folder = "src/server/http/fedcm";
  const own = readdirSync(root + folder).flatMap((name) => matches(read(`${folder}/${name}`), /"(\/fedcm\/[\w.-]+)"/g));
  assert.deepEqual(rowNames("address").sort(), ["/.well-known/web-identity", ...own].sort());
});

test("variables of authentik's themes are all in the table", () => {
  const code = read("src/client/shell/brand/theme-tokens.ts");
  const ours = matches(code, /"(--[\w-]+)":/g);
  const theirs = matches(code, /"(--[\w-]+)"(?!:)/g).filter((name) => !ours.includes(name));
  const [, rows = ""] = /\n\| theirs \| here \|\n([^]*?)\n\n/.exec(integrating) ?? [];
  assert.ok(theirs.length > 20);
  assert.deepEqual(
    theirs.filter((name) => !rows.includes(`\`${name}\``)),
    [],
  );
});

test("the classes that are called stable are those of the interface", () => {
  const [, list = ""] = /Stable classes: ([^]*?)\.\n/.exec(integrating) ?? [];
  const classes = matches(list, /`\.(ak-[\w-]+)`/g);
  assert.ok(classes.length > 10);
  const code = ["src/client", "src/page"].flatMap((folder) =>
    readdirSync(root + folder, { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".ts"))
      .map((name) => read(`${folder}/${name}`)),
  );
  const missing = classes.filter((name) => !code.some((text) => new RegExp(`["' ]${name}["' ]`).test(text)));
  assert.deepEqual(missing, []);
});

test("other releases of authentik are those whose schemas are kept", () => {
  const releases = JSON.parse(read("test/fixtures/releases.gen.json")) as Readonly<Record<string, { version: string }>>;
  for (const [family, { version }] of Object.entries(releases))
    assert.match(
      integrating,
      new RegExp(`\\| ${family.replace(".", "\\.")} \\| ${version.replaceAll(".", "\\.")}[ ,]`),
    );
});
