import type { SchemaField } from "./schema-requests.ts";

/** A value for an attribute, and whether authentik would take it. */
export interface Sample {
  readonly value: unknown;
  readonly isValid: boolean;
  readonly why: string;
}

/** Values for a field that the schema alone decides about. What refers to other objects is not among it. */
export function samplesOf(field: SchemaField): Sample[] {
  const valid = (value: unknown, why: string): Sample => ({ value, isValid: true, why });
  const invalid = (value: unknown, why: string): Sample => ({ value, isValid: false, why });
  const samples: Sample[] = [field.nullable ? valid(null, "null") : invalid(null, "null where there is none")];
  const { enum: choices, type } = field;
  if (choices) {
    const foreign = ["no-such-choice", 7777, {}, []].map((value) => invalid(value, "not among the choices"));
    return [...samples, ...choices.map((value) => valid(value, "a choice")), ...foreign];
  }
  switch (type) {
    case "boolean":
      samples.push(
        ...[true, false, "true", "false", "yes", "no", 1, 0, "on", "off"].map((value) => valid(value, "a boolean")),
      );
      samples.push(...["perhaps", "", 2, [], {}, [true]].map((value) => invalid(value, "no boolean")));
      break;
    case "integer":
      samples.push(...integers(field));
      samples.push(
        ...["many", "", "1.5", 1.5, [], {}, true, [1], "0x10", "1e3"].map((value) => invalid(value, "no integer")),
      );
      break;
    case "number":
      samples.push(...[0, 0.5, 1, -2.25, "0.75", "3", 1e6].map((value) => valid(value, "a number")));
      samples.push(...["many", "", [], {}, [1], "1,5"].map((value) => invalid(value, "no number")));
      break;
    case "array":
      samples.push(valid([], "an empty list"));
      samples.push(...["text", 5, {}, true, { a: 1 }].map((value) => invalid(value, "no list")));
      for (const one of field.items?.enum ?? []) samples.push(valid([one], "a list of a choice"));
      if (field.items?.enum) {
        samples.push(valid([...field.items.enum], "a list of all choices"));
        samples.push(
          ...[["no-such-choice"], [null], [[]], [field.items.enum[0], 7777]].map((value) =>
            invalid(value, "a wrong item"),
          ),
        );
      }
      break;
    case "object":
      samples.push(
        ...[{}, { a: 1 }, { a: { b: [1, "x", null] } }, { "a.b": true }].map((value) => valid(value, "a mapping")),
      );
      samples.push(...[[], 5, true, "text", [{}]].map((value) => invalid(value, "no mapping")));
      break;
    case "string":
      samples.push(...strings(field));
      break;
    case "any":
      break;
  }
  return samples;
}

function integers({ minimum, maximum }: SchemaField): Sample[] {
  const isSafe = (value: number): boolean => Number.isSafeInteger(value);
  const inside = [minimum, maximum, minimum === undefined ? undefined : minimum + 1, 0, 1, 42, "7", " 8 ", "9.0"];
  const outside = [minimum === undefined ? undefined : minimum - 1, maximum === undefined ? undefined : maximum + 1];
  return [
    ...inside.flatMap((value) =>
      value === undefined || !isSafe(Number(value)) || Number(value) > (maximum ?? Infinity)
        ? []
        : [{ value, isValid: true, why: "a whole number" }],
    ),
    ...outside.flatMap((value) =>
      value === undefined || !isSafe(value) ? [] : [{ value, isValid: false, why: "out of range" }],
    ),
  ];
}

function strings({ minLength, maxLength, pattern, format }: SchemaField): Sample[] {
  const wrong = [[], {}, ["text"], { a: "b" }].map((value) => ({ value, isValid: false, why: "no text" }));
  if (minLength !== undefined) {
    wrong.push(...["", "   "].map((value) => ({ value, isValid: false, why: "blank" }) as never));
  }
  if (format === "email") {
    const addresses = ["a@b.example", "first.last+tag@sub.example.com", "root@localhost"];
    const none = ["no address", "a@", "@b", "a b@c.example", "a@b..example"];
    return [
      ...wrong,
      ...addresses.map((value) => ({ value, isValid: true, why: "an address" })),
      ...none.map((value) => ({ value, isValid: false, why: "no address" })),
    ];
  }
  if (format === "date-time") {
    const moments = ["2030-01-02T03:04:05Z", "2030-01-02T03:04:05+02:00", "2030-01-02T03:04:05.678901Z"];
    return [
      ...wrong,
      ...moments.map((value) => ({ value, isValid: true, why: "a moment" })),
      ...["soon", "12:00", "2030-13-40T00:00:00Z"].map((value) => ({ value, isValid: false, why: "no moment" })),
    ];
  }
  if (pattern !== undefined) {
    const inside = ["a", "a-b_c", "X-9", "0", "_"].map((value) => ({ value, isValid: true, why: "fits the pattern" }));
    const outside = ["a b", "ä", "a/b", "a.b", "<b>"].map((value) => ({
      value,
      isValid: false,
      why: "does not fit the pattern",
    }));
    return [...wrong, ...inside, ...outside];
  }
  const texts: Sample[] = [
    "text",
    "Ünï çödé 漢字",
    "with 'quotes' and \"others\"",
    42,
    "42",
    "null",
    "a: b # c",
    "{}",
  ].map((value) => ({ value, isValid: true, why: "text" }));
  if (maxLength !== undefined) {
    texts.push({ value: "x".repeat(maxLength), isValid: true, why: "as long as may be" });
    texts.push({ value: "x".repeat(maxLength + 1), isValid: false, why: "too long" });
  }
  return [...wrong, ...texts];
}
