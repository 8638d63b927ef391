/** Themes as values: one list of tokens for the styles, the types, the manifest and the documentation. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { themeCss, themeProperties } from "../../../src/package/theme.ts";
import { packageManifest } from "../../../tools/build/package-manifest.ts";
import { themeValues } from "../../gallery/theme-values.ts";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const read = (path: string): string => readFileSync(root + path, "utf8");
const known: readonly string[] = Object.values(themeProperties).sort();

test("the tokens are those of the styles, of the manifest and of the documentation", async () => {
  const tokens = read("src/client/ui/styles/tokens.css");
  const styles = new Set([...tokens.matchAll(/^\s+(--ak-[\w-]+):/gm)].map(([, name = ""]) => name));
  // What has its default where it is used.
  assert.deepEqual([...styles, "--ak-block-size"].sort(), known);
  const manifest = JSON.parse(await packageManifest(root)) as {
    modules: [{ declarations: [{ cssProperties: { name: string }[] }] }];
  };
  assert.deepEqual(manifest.modules[0].declarations[0].cssProperties.map(({ name }) => name).sort(), known);
  const [, list = ""] = /The tokens are custom properties of the element:([^.]+)\./.exec(read("INTEGRATING.md")) ?? [];
  assert.deepEqual([...list.matchAll(/`(--ak-[\w-]+)`/g)].map(([, name = ""]) => name).sort(), known);
});

test("the themes set nothing else, and are read and written without loss", () => {
  for (const name of readdirSync(`${root}src/package/themes`)) {
    const css = read(`src/package/themes/${name}`);
    const set = [...css.matchAll(/^\s+(--ak-[\w-]+):/gm)].map(([, property = ""]) => property);
    assert.deepEqual(
      set.filter((property) => !known.includes(property)),
      [],
      name,
    );
    const values = themeValues(css);
    assert.equal(Object.keys(values).length, set.length, name);
    assert.deepEqual(themeValues(themeCss(values)), values, name);
  }
});

test("a theme is a stylesheet in its layer, of one value or of two", () => {
  const css = themeCss({ accent: { light: "#1f6b35", dark: "rgb(143 214 160)" }, radius: "0" }, ".mine");
  assert.match(css, /^@layer flow\.reset, .*, flow\.theme;\n/);
  assert.match(
    css,
    /\.mine \{\n {4}--ak-accent: light-dark\(#1f6b35, rgb\(143 214 160\)\);\n {4}--ak-radius: 0;\n {2}\}/,
  );
});

test("a value that would be more than one is refused", () => {
  for (const radius of ["0; color: red", "0} body {", "</style>", "0 /* and so on"])
    assert.throws(() => themeCss({ radius }), RangeError, radius);
});
