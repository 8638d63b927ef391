/** What something of authentik's interface is called in ours; more than one where it can stand in two places. */
interface Counterpart {
  readonly theirs: RegExp;
  readonly ours: readonly string[];
  /** Can be taken away without anybody missing a way on. */
  readonly optional?: boolean;
}

const end = String.raw`(?![\w-])`;
const modifiers = String.raw`(?:\.pf-m-[\w-]+)*`;

const counterparts: readonly Counterpart[] = [
  { theirs: named(String.raw`(?:ak-flow-executor)?::part\(main\)|\.pf-c-login__main${end}`), ours: [".ak-card"] },
  {
    theirs: named(String.raw`(?:ak-flow-executor)?::part\(branding\)|\.pf-c-login__header${end}`),
    ours: [".ak-brand", "ak-flow-executor::part(brand)"],
    optional: true,
  },
  {
    theirs: named(String.raw`(?:ak-flow-executor)?::part\(locale-select\)|ak-locale-select${end}`),
    ours: ["ak-language-select"],
    optional: true,
  },
  {
    theirs: named(String.raw`(?:ak-flow-executor)?::part\(footer\)|\.pf-c-login__footer${end}|ak-brand-links${end}`),
    ours: [".ak-footer", "ak-flow-executor::part(footer)"],
    optional: true,
  },
  {
    theirs: named(String.raw`\.pf-c-button${modifiers}\.pf-m-(?:secondary|link)${modifiers}${end}`),
    ours: [".ak-secondary"],
  },
  {
    theirs: named(String.raw`\.pf-c-button\.pf-m-(?:primary|block)${modifiers}${end}`),
    ours: [".ak-button:not(.ak-secondary)"],
  },
  { theirs: named(String.raw`\.pf-c-button${end}`), ours: [".ak-button"] },
  { theirs: named(String.raw`\.pf-c-title${modifiers}${end}`), ours: [".ak-title"] },
  {
    theirs: named(String.raw`\.pf-c-form-control${end}`),
    ours: [".ak-field :is(input, select, textarea)"],
  },
  {
    theirs: named(String.raw`(?:\.pf-c-form__label\s+)?\.pf-c-form__label(?:-text)?${end}`),
    ours: [".ak-field label"],
  },
  {
    theirs: named(String.raw`^body(?:::before)?$|\.pf-c-login${end}|\.pf-c-background-image(?:::before)?${end}`),
    ours: ["ak-flow-executor"],
  },
];

/** Looks; what moves or sizes things is meant for another structure. */
const looks =
  /^(?:-webkit-)?(?:background|border|box-shadow|backdrop-filter|color:|font-(?:family|weight|style)|letter-spacing|text-(?:transform|shadow)|--)/;

function named(pattern: string): RegExp {
  return new RegExp(pattern, "g");
}

/** A theme's rules for authentik's own interface, as rules for ours. Rules that can be read as they are need none. */
export function themeRules(css: string): string {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  return translated(sheet.cssRules);
}

function translated(rules: CSSRuleList): string {
  return [...rules].map(translatedRule).join("\n");
}

function translatedRule(rule: CSSRule): string {
  if (rule instanceof CSSStyleRule) {
    return splitList(rule.selectorText)
      .flatMap((selector) => translatedSelector(selector, rule.style))
      .join("\n");
  }
  if (rule instanceof CSSMediaRule) return `@media ${rule.media.mediaText} {${translated(rule.cssRules)}}`;
  if (rule instanceof CSSSupportsRule) return `@supports ${rule.conditionText} {${translated(rule.cssRules)}}`;
  return "";
}

/** Each selector is a rule of its own, so that one that cannot be read takes no other along. */
function translatedSelector(selector: string, style: CSSStyleDeclaration): string[] {
  let ours = [selector];
  let isOptional = false;
  for (const { theirs, ours: names, optional = false } of counterparts) {
    if (selector.search(theirs) < 0) continue;
    ours = ours.flatMap((each) => names.map((name) => each.replace(theirs, name)));
    isOptional ||= optional;
  }
  const declarations = declarationsOf(style, isOptional);
  if (ours[0] === selector || declarations === "") return [];
  return ours.filter((each) => !/\.pf-|:host|ak-stage-/.test(each)).map((each) => `${each} {${declarations}}`);
}

/** Without their importance: in a layer it would win over rules that are not. */
function declarationsOf(style: CSSStyleDeclaration, isOptional: boolean): string {
  const parts = style.cssText.match(/(?:"[^"]*"|'[^']*'|\((?:[^()"']|"[^"]*"|'[^']*'|\([^()]*\))*\)|[^;"'(])+/g) ?? [];
  return parts
    .map((part) => part.trim().replace(/\s*!important$/, ""))
    .filter((part) => looks.test(part) || (isOptional && /^(display: none|visibility: hidden)$/.test(part)))
    .join("; ");
}

/** At the commas that are in no brackets. */
function splitList(selectors: string): string[] {
  return (selectors.match(/(?:\((?:[^()]|\([^()]*\))*\)|\[[^\]]*\]|[^,])+/g) ?? []).map((selector) => selector.trim());
}
