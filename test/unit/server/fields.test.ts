import assert from "node:assert/strict";
import { test } from "node:test";
import { parseDuration } from "../../../src/server/engine/duration.ts";
import {
  choice,
  dictionary,
  duration,
  email,
  type Field,
  flag,
  integer,
  list,
  nullable,
  optional,
  parseFields,
  text,
  withDefault,
} from "../../../src/server/engine/fields.ts";

/** The value, or `code: message` of the first error. */
function outcome(field: Field<unknown>, value: unknown): unknown {
  const parsed = field.parse(value);
  return parsed.ok ? parsed.value : `${parsed.errors[0]?.code}: ${parsed.errors[0]?.string}`;
}

const cases: readonly (readonly [string, Field<unknown>, unknown, unknown])[] = [
  ["text is trimmed", text(), "  a ", "a"],
  ["text may be left as it is", text({ trim: false }), " a ", " a "],
  ["numbers become text", text(), 123456, "123456"],
  ["text of blanks is blank", text(), "   ", "blank: This field may not be blank."],
  ["empty text is blank", text({ trim: false }), "", "blank: This field may not be blank."],
  ["blank text may be allowed", text({ blank: true }), " ", ""],
  ["a boolean is no text", text(), true, "invalid: Not a valid string."],
  ["a list is no text", text(), ["a"], "invalid: Not a valid string."],
  ["an object is no text", text(), {}, "invalid: Not a valid string."],
  ["null is no text", text(), null, "null: This field may not be null."],
  ["null may be allowed", nullable(text()), null, null],
  ["on is true", flag(), "on", true],
  ["False is false", flag(), "False", false],
  ["1 is true", flag(), 1, true],
  ["maybe is neither", flag(), "maybe", "invalid: Must be a valid boolean."],
  ["a list is neither", flag(), [], "invalid: Must be a valid boolean."],
  ["digits are a number", integer(), " 12.0 ", 12],
  ["words are no number", integer(), "twelve", "invalid: A valid integer is required."],
  ["a boolean is no number", integer(), true, "invalid: A valid integer is required."],
  ["a fraction is no integer", integer(), 1.5, "invalid: A valid integer is required."],
  ["a choice", choice("a", "b"), "b", "b"],
  ["no choice", choice("a", "b"), "c", 'invalid_choice: "c" is not a valid choice.'],
  ["an address", email(), "jane@sub.example.test", "jane@sub.example.test"],
  ["no address", email(), "jane@", "invalid: Enter a valid email address."],
  ["no address either", email(), "a b@c.d", "invalid: Enter a valid email address."],
  ["a dictionary", dictionary(), { a: 1 }, { a: 1 }],
  ["no dictionary", dictionary(), [], "invalid: Value must be a dictionary, and not have any duplicate keys."],
  ["a list", list(integer()), ["1", 2], [1, 2]],
  ["a duration", duration(), "hours=3;minutes=1", "hours=3;minutes=1"],
  ["no duration", duration(), "soon", "invalid: soon is not in the correct format of 'hours=3;minutes=1'."],
];

for (const [name, field, value, expected] of cases) {
  test(name, () => assert.deepEqual(outcome(field, value), expected));
}

test("objects are checked field by field, and unknown keys are ignored", () => {
  const fields = { a: text(), b: optional(text()), c: withDefault(integer(), 5) };
  const parsed = parseFields(fields, { a: "x", other: 1 });
  assert.deepEqual(parsed, { ok: true, values: { a: "x", b: undefined, c: 5 } });
  assert.deepEqual(parseFields(fields, { c: "x" }), {
    ok: false,
    errors: {
      a: [{ string: "This field is required.", code: "required" }],
      c: [{ string: "A valid integer is required.", code: "invalid" }],
    },
  });
});

test("an inherited property is no answer", () => {
  const parsed = parseFields({ constructor: text() }, {});
  assert.equal(parsed.ok, false);
});

test("what is no object is told as what it is", () => {
  const told = ([["a"], "a", 5, 1.5, true, null] as unknown[]).map((body) => {
    const parsed = parseFields({}, body);
    return parsed.ok ? undefined : parsed.errors.non_field_errors?.[0]?.string;
  });
  const types = ["list", "str", "int", "float", "bool", "NoneType"];
  assert.deepEqual(
    told,
    types.map((type) => `Invalid data. Expected a dictionary, but got ${type}.`),
  );
});

test("durations are milliseconds, fractions and unknown units included", () => {
  assert.equal(parseDuration("hours=1.5;minutes=1"), 5_460_000);
  assert.equal(parseDuration("fortnights=1;seconds=2"), 2_000);
  assert.equal(parseDuration("seconds=0"), 0);
  assert.equal(parseDuration(""), undefined);
});
