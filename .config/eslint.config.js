import js from "@eslint/js";
import lit from "eslint-plugin-lit";
import wc from "eslint-plugin-wc";
import globals from "globals";
import { createJiti } from "jiti";
import tseslint from "typescript-eslint";

const { arrows } = await createJiti(import.meta.url).import("../tools/lint/arrows.ts");
const withElements = ["src/client/**/*.ts", "test/browser/**/*.ts", "test/gallery/**/*.ts"];

export default tseslint.config(
  { ignores: ["dist/", ".data/", ".cache/", "examples/", "**/*.gen.ts"] },
  { linterOptions: { reportUnusedDisableDirectives: "error" } },
  { files: ["src/**/*.ts"], plugins: { own: { rules: { arrows } } }, rules: { "own/arrows": "error" } },
  js.configs.recommended,
  tseslint.configs.strictTypeChecked,
  tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: `${import.meta.dirname}/..` } },
    rules: {
      eqeqeq: ["error", "always", { null: "ignore" }],
      "no-unused-vars": "off",
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_" }],
      "@typescript-eslint/consistent-type-imports": ["error", { fixStyle: "inline-type-imports" }],
      "@typescript-eslint/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      // `||` on strings means "or if empty", which on the wire is the same as absent.
      "@typescript-eslint/prefer-nullish-coalescing": ["error", { ignorePrimitives: { string: true, boolean: true } }],
      // `record["name"]` tells the reader that the name is data.
      "@typescript-eslint/dot-notation": ["error", { allowIndexSignaturePropertyAccess: true }],
      // A handler that gives back nothing reads best as one expression.
      "@typescript-eslint/no-confusing-void-expression": "off",
      "@typescript-eslint/no-empty-function": ["error", { allow: ["methods", "asyncMethods", "arrowFunctions"] }],
      "@typescript-eslint/class-literal-property-style": "off",
      // It wants the `!` that another rule forbids.
      "@typescript-eslint/non-nullable-type-assertion-style": "off",
      "@typescript-eslint/consistent-type-definitions": "off",
      "@typescript-eslint/consistent-indexed-object-style": "off",
      // What fulfils an asynchronous interface may have nothing to wait for.
      "@typescript-eslint/require-await": "off",
      // What a form gives is a string wherever it holds no file input.
      "@typescript-eslint/no-base-to-string": [
        "error",
        { ignoredTypeNames: ["File", "Error", "RegExp", "URL", "URLSearchParams"] },
      ],
      // `querySelector<E>()` and its like: the type is the caller's word, and that is the point.
      "@typescript-eslint/no-unnecessary-type-parameters": "off",
    },
  },
  {
    files: ["**/*.{js,mjs}"],
    extends: [tseslint.configs.disableTypeChecked],
    languageOptions: { globals: globals.node },
  },
  { files: ["tools/bench/page-probe.js", "test/fixtures/vendors/*.js"], languageOptions: { globals: globals.browser } },
  {
    files: withElements,
    extends: [lit.configs["flat/all"], wc.configs["flat/best-practice"]],
    settings: { wc: { elementBaseClasses: ["LitElement", "StageElement"] } },
    rules: {
      "lit/no-template-map": "off",
      // LitElement has every lifecycle callback.
      "wc/guard-super-call": "off",
      // Stages render inside their own insertion, so their children are there.
      "wc/no-child-traversal-in-connectedcallback": "off",
    },
  },
  {
    // Blueprints and wire values are `unknown` until they are turned into text, whatever they are.
    files: ["src/server/**/*.ts", "test/**/*.ts"],
    rules: { "@typescript-eslint/no-base-to-string": "off" },
  },
  {
    // Tests: `test()` and `describe()` return promises that the runner waits for, and chai asserts by property.
    files: ["test/**/*.ts"],
    rules: {
      "@typescript-eslint/no-floating-promises": [
        "error",
        {
          allowForKnownSafeCalls: [
            { from: "package", package: "node:test", name: ["test", "it", "describe", "suite"] },
            // Compares at once; its type allows for snapshots, which we do not use.
            { from: "package", package: "@open-wc/semantic-dom-diff", name: "Equal" },
            { from: "package", package: "chai", name: "Equal" },
          ],
        },
      ],
      "@typescript-eslint/unbound-method": "off",
      "@typescript-eslint/no-unused-expressions": "off",
    },
  },
);
