/**
 * Writes `test/fixtures/releases.gen.json`: how the flow challenges, the answers and the brand of other releases than the installed
 * `@goauthentik/api` differ from it. Run it (`npm run releases`) after raising that package's version; it asks the npm registry.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { format } from "oxfmt";
import { parse } from "yaml";

type Schemas = Record<string, unknown>;

const families = ["2025.10", "2025.12", "2026.2", "2026.8"];
const roots = ["ChallengeTypes", "FlowChallengeResponseRequest", "CurrentBrand"];
const target = new URL("../test/fixtures/releases.gen.json", import.meta.url);
const temporary = mkdtempSync(join(tmpdir(), "releases-"));

function npm(...command: string[]): string {
  return execFileSync("npm", command, { cwd: temporary, encoding: "utf8" });
}

/** The newest of a family; a preview where it has gone further than what was released. */
function newestOf(family: string, versions: readonly string[]): string {
  const patch = (version: string): number => Number(/^\d+\.\d+\.(\d+)/.exec(version)?.[1]);
  const own = versions.filter((version) => version.startsWith(`${family}.`));
  const [newest] = own.sort((a, b) => patch(b) - patch(a) || Number(a.includes("-")) - Number(b.includes("-")));
  if (newest === undefined) throw new Error(`no version of ${family} is published`);
  return newest;
}

/** The schemas that the roots lead to, without what is for people. */
function schemasIn(text: string): Schemas {
  const { components } = JSON.parse(
    JSON.stringify(parse(text), (key, value: unknown) => (key === "description" ? undefined : value)),
  ) as { components: { schemas: Schemas } };
  const found: Schemas = {};
  const collect = (name: string): void => {
    if (name in found) return;
    found[name] = components.schemas[name];
    for (const [, reference = ""] of JSON.stringify(found[name]).matchAll(/#\/components\/schemas\/(\w+)/g))
      collect(reference);
  };
  roots.forEach(collect);
  return found;
}

function published(version: string): Schemas {
  const archive = join(temporary, npm("pack", "--silent", `@goauthentik/api@${version}`).trim());
  const schema = execFileSync("tar", ["-xzOf", archive, "package/schema.yml"], { maxBuffer: 2 ** 25 });
  return schemasIn(schema.toString());
}

try {
  const manifest = createRequire(import.meta.url).resolve("@goauthentik/api/package.json");
  const installed = schemasIn(readFileSync(manifest.replace(/package\.json$/, "schema.yml"), "utf8"));
  const versions = JSON.parse(npm("view", "@goauthentik/api", "versions", "--json")) as string[];
  const releases = families.map((family) => {
    const version = newestOf(family, versions);
    const schemas = published(version);
    const differs = Object.entries(schemas).filter(([name, schema]) => !isDeepStrictEqual(schema, installed[name]));
    return [family, { version, schemas: Object.fromEntries(differs) }];
  });
  const text = JSON.stringify(Object.fromEntries(releases));
  writeFileSync(target, (await format("releases.json", text, { printWidth: 120 })).code);
} finally {
  rmSync(temporary, { recursive: true });
}
