/** How styles are written: `npm run lint`. The CSS of templates (`*.styles.ts`) is read by the same rules. */
const physical = [
  "/^(margin|padding|border|scroll-(margin|padding))-(top|right|bottom|left)/",
  "/^border-(top|bottom)-(left|right)-radius$/",
  "/^(min-|max-)?(width|height)$/",
  "top",
  "right",
  "bottom",
  "left",
];

export default {
  extends: "stylelint-config-standard",
  rules: {
    // Layers decide who wins; see layers.css. What a brand writes is in none of them, and has to win.
    "declaration-no-important": true,
    "property-disallowed-list": [
      physical,
      { message: "Use the logical property, for languages that run from right to left." },
    ],
    "selector-class-pattern": ["^ak-[a-z0-9]+(-[a-z0-9]+)*$", { message: "A class of ours begins with ak-." }],
    "max-nesting-depth": 3,
    // Specific rules stand beside what they are about; within a layer the specificity is small.
    "no-descending-specificity": null,
    // System colours and fonts are spelt as their specifications spell them.
    "value-keyword-case": null,
    // Safari knows it by no other name.
    "property-no-vendor-prefix": [true, { ignoreProperties: ["text-size-adjust"] }],
    "import-notation": "string",
    "lightness-notation": "number",
    "hue-degree-notation": "number",
    "custom-property-empty-line-before": null,
  },
  overrides: [{ files: ["**/*.ts"], customSyntax: "postcss-lit" }],
};
