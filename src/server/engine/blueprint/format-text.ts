import type { JsonValue } from "../../store/json-value.ts";

/** Python's `%` with values one after the other. */
const place = /%([-+ 0#]*)(\d{0,3})(?:\.(\d{1,3}))?([a-zA-Z%])/g;

/**
 * Fills text as Python's `%` does.
 *
 * @param take called for each value that is put in
 * @param fail makes an error of what is wrong, in Python's words where it has some
 * @throws what `fail` makes
 */
export function formatText(
  text: string,
  values: readonly JsonValue[],
  take: (value: JsonValue) => void,
  fail: (message: string) => Error,
): string {
  let used = 0;
  const filled = text.replace(
    place,
    (_match, flags: string, width: string, precision: string | undefined, kind: string) => {
      if (kind === "%") return "%";
      const value = values[used++];
      if (value === undefined) throw fail("has fewer arguments than places.");
      take(value);
      return padded(converted(value, kind, precision, fail), flags, Number(width), kind);
    },
  );
  if (used < values.length) throw fail("has more arguments than places.");
  return filled;
}

function converted(
  value: JsonValue,
  kind: string,
  precision: string | undefined,
  fail: (message: string) => Error,
): string {
  if (kind === "s" || kind === "r" || kind === "a") {
    const text = kind === "s" ? pythonText(value) : pythonLiteral(value);
    return precision === undefined ? text : Array.from(text).slice(0, Number(precision)).join("");
  }
  if (!"dixXof".includes(kind)) throw fail(`has a place %${kind}, which is not known. Use %s, %r, %d, %x or %f.`);
  const number = typeof value === "boolean" ? Number(value) : value;
  if (typeof number !== "number") throw fail(`has a place %${kind} for a number, and ${pythonLiteral(value)} is none.`);
  if (kind === "f") return number.toFixed(Number(precision ?? 6));
  const whole = Math.trunc(number);
  if (kind === "o") return whole.toString(8);
  const hex = whole.toString(16);
  return kind === "x" ? hex : kind === "X" ? hex.toUpperCase() : String(whole);
}

function padded(text: string, flags: string, width: number, kind: string): string {
  const isNumber = !"sra".includes(kind);
  const sign = isNumber && !text.startsWith("-") ? (/[+ ]/.exec(flags)?.[0] ?? "") : "";
  const signed = sign + text;
  if (flags.includes("-")) return signed.padEnd(width);
  if (!isNumber || !flags.includes("0")) return signed.padStart(width);
  const [, before = "", digits = ""] = /^([-+ ]?)(.*)$/.exec(signed) ?? [];
  return before + digits.padStart(width - before.length, "0");
}

/** `str` of a value. */
function pythonText(value: JsonValue): string {
  return typeof value === "string" ? value : pythonLiteral(value);
}

/** `repr` of a value. */
function pythonLiteral(value: JsonValue | undefined): string {
  if (value === null || value === undefined) return "None";
  if (typeof value === "boolean") return value ? "True" : "False";
  if (typeof value === "number") return String(value);
  if (typeof value === "string") {
    const quote = value.includes("'") && !value.includes('"') ? '"' : "'";
    const escaped = value.replace(/[\\\n\r\t]/g, (sign) => ({ "\\": "\\\\", "\n": "\\n", "\r": "\\r" })[sign] ?? "\\t");
    return quote + (quote === "'" ? escaped.replaceAll("'", "\\'") : escaped) + quote;
  }
  if (Array.isArray(value)) return `[${value.map(pythonLiteral).join(", ")}]`;
  const pairs = Object.entries(value).map(([key, item]) => `${pythonLiteral(key)}: ${pythonLiteral(item)}`);
  return `{${pairs.join(", ")}}`;
}
