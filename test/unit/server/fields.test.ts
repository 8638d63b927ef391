import assert from "node:assert/strict";
import { test } from "node:test";
import { inWords, parseDuration } from "../../../src/server/engine/duration.ts";
import {
  anyFamily,
  choice,
  decimal,
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
  reference,
  slug,
  text,
  withDefault,
} from "../../../src/server/engine/fields.ts";
import { pageAddress } from "../../../src/server/engine/page-address.ts";

/** The value, or `code: message` of the first error. */
function outcome(field: Field<unknown>, value: unknown): unknown {
  const parsed = field.parse(value);
  return parsed.ok ? parsed.value : `${parsed.errors[0]?.code}: ${parsed.errors[0]?.string}`;
}

const noSlug = "invalid: Enter a valid “slug” consisting of letters, numbers, underscores or hyphens.";
const noPicture = "invalid: Use an address that begins with https:// or with a slash.";

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
  ["as long as may be", text({ max: 2 }), "ab", "ab"],
  ["code points are counted", text({ max: 2 }), "😀😀", "😀😀"],
  ["too long", text({ max: 2 }), "😀😀😀", "max_length: Ensure this field has no more than 2 characters."],
  ["a null character", text(), "a\0b", "null_characters_not_allowed: Null characters are not allowed."],
  ["on is true", flag(), "on", true],
  ["False is false", flag(), "False", false],
  ["1 is true", flag(), 1, true],
  ["blanks around a word are nothing", flag(), " no ", false],
  ["a list of a word is neither", flag(), ["on"], "invalid: Must be a valid boolean."],
  ["maybe is neither", flag(), "maybe", "invalid: Must be a valid boolean."],
  ["a list is neither", flag(), [], "invalid: Must be a valid boolean."],
  ["digits are a number", integer(), " 12.0 ", 12],
  ["words are no number", integer(), "twelve", "invalid: A valid integer is required."],
  ["a boolean is no number", integer(), true, "invalid: A valid integer is required."],
  ["a fraction is no integer", integer(), 1.5, "invalid: A valid integer is required."],
  ["digits with words are no number", integer(), "a1", "invalid: A valid integer is required."],
  ["words behind digits are no number", integer(), "1a", "invalid: A valid integer is required."],
  ["a list is no number", integer(), [1], "invalid: A valid integer is required."],
  ["a number in full", integer(), "12.00", 12],
  ["the least", integer({ min: 2 }), 2, 2],
  ["less", integer({ min: 2 }), 1, "min_value: Ensure this value is greater than or equal to 2."],
  ["the most", integer({ max: 2 }), "+2", 2],
  ["more", integer({ max: 2 }), 3, "max_value: Ensure this value is less than or equal to 2."],
  ["a fraction", decimal(), " 1.5 ", 1.5],
  ["no fraction", decimal(), "half", "invalid: A valid number is required."],
  ["blanks are no number", decimal(), " ", "invalid: A valid number is required."],
  ["a boolean is no fraction", decimal(), true, "invalid: A valid number is required."],
  ["what has no end is no number", decimal(), "Infinity", "invalid: A valid number is required."],
  ["a list is no fraction", decimal(), [1], "invalid: A valid number is required."],
  ["a choice", choice("a", "b"), "b", "b"],
  ["no choice", choice("a", "b"), "c", 'invalid_choice: "c" is not a valid choice.'],
  ["an object is no choice", choice("a"), { a: 1 }, 'invalid_choice: "{"a":1}" is not a valid choice.'],
  ["no reference", reference("flow"), 5, 'does_not_exist: Invalid pk "5" - object does not exist.'],
  ["an address", email(), "jane@sub.example.test", "jane@sub.example.test"],
  ["the shortest address", email(), "j@a.b", "j@a.b"],
  ["a name is no address", email(), "jane", "invalid: Enter a valid email address."],
  ["no address", email(), "jane@", "invalid: Enter a valid email address."],
  ["no address either", email(), "a b@c.d", "invalid: Enter a valid email address."],
  ["an address in another alphabet", email(), "jane@exämple.test", "jane@exämple.test"],
  ["an address with a path", email(), "jane@exämple.test/x", "invalid: Enter a valid email address."],
  ["an address with a port", email(), "jane@exämple.test:25", "invalid: Enter a valid email address."],
  ["an address with two hosts", email(), "jane@evil.test@exämple.test", "invalid: Enter a valid email address."],
  ["an address with a name", email(), "Jane <jane@a.test>", "invalid: Enter a valid email address."],
  ["two addresses", email(), "jane@a.test,joe@b.test", "invalid: Enter a valid email address."],
  ["an address of nobody", email(), "@a.test", "invalid: Enter a valid email address."],
  ["an address on two lines", email(), "jane\nbcc:x@a.test", "invalid: Enter a valid email address."],
  ["a host that begins with a hyphen", email(), "jane@-a.test", "invalid: Enter a valid email address."],
  ["a host with blanks between", email(), "jane@a b.test", "invalid: Enter a valid email address."],
  ["a host with nothing between dots", email(), "jane@a..test", "invalid: Enter a valid email address."],
  ["no address where there need be none", email({ blank: true }), "", ""],
  ["a slug", slug(), "a-B_1", "a-B_1"],
  ["a path is no slug", slug(), "a/b", noSlug],
  ["a slug on two lines", slug(), "a\nb", noSlug],
  ["a picture of this site", pageAddress(), "/media/a.png", "/media/a.png"],
  ["a picture of another", pageAddress(), "HTTPS://a.test/a.png", "HTTPS://a.test/a.png"],
  ["a picture in itself", pageAddress(), "data:image/png;base64,AA==", "data:image/png;base64,AA=="],
  ["no picture", pageAddress(), "", ""],
  ["no picture, but a page", pageAddress(), "data:text/html,x", noPicture],
  ["a script", pageAddress(), "javascript:alert('https://a.test')", noPicture],
  ["no address at all", pageAddress(), "http://[", noPicture],
  ["a picture that is no text", pageAddress(), [], "invalid: Not a valid string."],
  ["a dictionary", dictionary(), { a: 1 }, { a: 1 }],
  ["no dictionary", dictionary(), [], "invalid: Value must be a dictionary, and not have any duplicate keys."],
  ["a list", list(integer()), ["1", 2], [1, 2]],
  ["a list is as good as each of its items", list(integer()), [1, "x"], "invalid: A valid integer is required."],
  ["what is none is no list", list(integer()), "1", "not_a_list: Expected a list of items."],
  ["a duration", duration(), "hours=3;minutes=1", "hours=3;minutes=1"],
  ["no duration", duration(), "soon", "invalid: soon is not in the correct format of 'hours=3;minutes=1'."],
];

for (const [name, field, value, expected] of cases) {
  test(name, () => assert.deepEqual(outcome(field, value), expected));
}

test("objects are checked field by field, and unknown keys are ignored", () => {
  const fields = { a: text(), b: optional(text()), c: nullable(withDefault(integer(), 5)) };
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
  const told = ([["a"], "a", 5, 1.5, true, null, undefined] as unknown[]).map((body) => {
    const parsed = parseFields({}, body);
    return parsed.ok ? undefined : parsed.errors.non_field_errors?.[0]?.string;
  });
  const types = ["list", "str", "int", "float", "bool", "NoneType", "NoneType"];
  assert.deepEqual(
    told,
    types.map((type) => `Invalid data. Expected a dictionary, but got ${type}.`),
  );
});

test("durations are milliseconds, fractions and unknown units included", () => {
  assert.equal(parseDuration("hours=1.5;minutes=1"), 5_460_000);
  assert.equal(parseDuration("fortnights=1;seconds=2"), 2_000);
  assert.equal(parseDuration("seconds=0"), 0);
  assert.equal(parseDuration(" hours = 1 ; minutes = 1 "), 3_660_000);
  for (const none of ["", "hours=", "hours", "=1", "hours=x", "hours=Infinity"])
    assert.equal(parseDuration(none), undefined, none);
});

test("a unit that every object has is none", () => {
  assert.equal(parseDuration("constructor=1"), undefined);
  assert.equal(parseDuration("toString=1;seconds=1"), 1000);
});

test("a length of time is said in the largest unit that it fills, and is never nothing", () => {
  const said = [0, 60_000, 90 * 60_000, 7_200_000, 86_400_000, 172_800_000].map((length) => inWords(length, "en"));
  assert.deepEqual(said, ["1 minute", "1 minute", "90 minutes", "2 hours", "1 day", "2 days"]);
});

test("a reference is to something that there is, of a family that may stand there", () => {
  const families: Readonly<Record<string, string>> = { "1": "flow", "2": "stage" };
  const lookup = (pk: string): string | undefined => families[pk];
  const flows = reference("flow", "prompt");
  const taken = [1, "1", "2", "3", ["1"], null].map((value) => flows.parse(value, lookup).ok);
  assert.deepEqual(taken, [true, true, false, false, false, false]);
  assert.equal(flows.parse("1").ok, false);
  // What was checked when it was written may be gone since.
  assert.equal(flows.parse("3", anyFamily).ok, true);
  assert.equal(flows.parse(["3"], anyFamily).ok, false);
});
