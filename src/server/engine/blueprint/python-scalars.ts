import { type CollectionTag, isMap, isScalar, isSeq, type Scalar, type ScalarTag, type Tags } from "yaml";

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

/** The name of a tag of our own; YAML's own tags (`!!str`) are none. */
export function tagOf(node: unknown): string | undefined {
  const tag = isScalar(node) || isMap(node) || isSeq(node) ? node.tag : undefined;
  if (tag === undefined || meant.test(tag)) return undefined;
  return tag.replace(/^!|^tag:yaml\.org,2002:/, (start) => (start === "!" ? "" : "!"));
}

/** A number as Python says it where JavaScript has none that is the same. */
export function exactNumber(value: number, written: string | undefined): number | string {
  if (!Number.isFinite(value)) return pythonFloat(value);
  if (!Number.isInteger(value) || Number.isSafeInteger(value) || written === undefined) return value;
  const digits = written.replaceAll("_", "").replace(/^\+/, "");
  return /^(?:-?[1-9]\d*|0[xb][\da-fA-F]+)$/.test(digits) ? BigInt(digits).toString() : value;
}

/**
 * What Python's `str` makes of a number that has a fraction as it is written; `undefined` for whole ones, of which it makes the same as
 * JavaScript. `1.0` and `1.0e+3` are such, `1e3` is text.
 */
export function floatText({ value, source }: Pick<Scalar, "value" | "source">): string | undefined {
  return typeof value === "number" && source?.includes(".") ? pythonFloat(value) : undefined;
}

/** `str` of a float. */
function pythonFloat(value: number): string {
  if (Number.isNaN(value)) return "nan";
  const sign = value < 0 || Object.is(value, -0) ? "-" : "";
  if (!Number.isFinite(value)) return `${sign}inf`;
  const [mantissa = "", power = ""] = Math.abs(value).toExponential().split("e");
  const [digits, exponent] = [mantissa.replace(".", ""), Number(power)];
  if (exponent < -4 || exponent >= 16) {
    return `${sign}${mantissa}e${exponent < 0 ? "-" : "+"}${String(Math.abs(exponent)).padStart(2, "0")}`;
  }
  if (exponent < 0) return `${sign}0.${"0".repeat(-exponent - 1)}${digits}`;
  return `${sign}${digits.slice(0, exponent + 1).padEnd(exponent + 1, "0")}.${digits.slice(exponent + 1) || "0"}`;
}
