import type { CollectionTag, ScalarTag, Tags } from "yaml";

type AnyTag = CollectionTag | ScalarTag;

/** What is a number or a boolean for PyYAML, which reads authentik's blueprints, by what the library's own tags take for one. */
const narrower: readonly (readonly [sample: string, test: RegExp])[] = [
  ["yes", /^(?:yes|Yes|YES|true|True|TRUE|on|On|ON)$/],
  ["no", /^(?:no|No|NO|false|False|FALSE|off|Off|OFF)$/],
  ["1", /^[-+]?(?:0|[1-9][0-9_]*)$/],
  ["1:30", /^[-+]?[1-9][0-9_]*(?::[0-5]?[0-9])+$/],
  ["1.5e+3", /^[-+]?(?:[0-9][0-9_]*\.[0-9_]*|\.[0-9][0-9_]*)[eE][-+][0-9]+$/],
];

/** Tags of YAML itself that mean something in a blueprint. */
const meant = /^tag:yaml\.org,2002:(?:bool|float|int|map|merge|null|seq|str|timestamp)$/;

/**
 * The library's tags, by which values are what they are for authentik: `y`, `1e3` and `08` are text there. Moments stay as they are written,
 * and nothing in a blueprint is an ordered mapping, a set or made of bytes.
 */
export function pythonTags(tags: Tags): Tags {
  return tags
    .filter((tag) => typeof tag === "string" || !/:(?:omap|pairs|set|binary|timestamp)$/.test(tag.tag))
    .map(narrowed);
}

function narrowed(tag: Tags[number]): Tags[number] {
  if (typeof tag === "string" || !isScalarTag(tag)) return tag;
  const { test: wide } = tag;
  const test = wide && narrower.find(([sample]) => wide.test(sample))?.[1];
  return test ? { ...tag, test } : tag;
}

function isScalarTag(tag: AnyTag): tag is ScalarTag {
  return tag.collection === undefined;
}

/** Whether it is a tag of YAML itself that a blueprint may have. */
export function isYamlTag(tag: string): boolean {
  return meant.test(tag);
}

/** A number as it is written where JavaScript has none that is the same. */
export function exactNumber(value: number, written: string | undefined): number | string {
  const isExact = Number.isFinite(value) && (!Number.isInteger(value) || Number.isSafeInteger(value));
  return isExact ? value : (written ?? String(value));
}
