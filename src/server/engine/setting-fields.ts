/** Fields that only settings have: what authentik's databases can hold, and what files say of things that are not here. */
import { type Field, type FamilyLookup, integer, invalid, list, text, valid } from "./fields.ts";

const [least, most] = [-(2 ** 31), 2 ** 31 - 1];

/** A whole number as authentik's databases keep them, in 32 bits. */
export function int32({ min = least, max = most } = {}): Field<number> {
  return integer({ min, max });
}

/** Text in whose place files have `null`, which means none: before 2025.10 such a text could be null, since then it is blank. */
export function blankForNull(inner: Field<string>): Field<string> {
  return { parse: (value, lookup) => (value === null ? valid("") : inner.parse(value, lookup)), missing: () => "" };
}

/** Looks at a value and keeps nothing of it: what it belongs to is not here. An import says so. */
export interface LeftOut extends Field<undefined> {
  readonly isLeftOut: true;
}

export function leftOut(inner: Field<unknown>): LeftOut {
  return {
    isLeftOut: true,
    missing: () => undefined,
    parse(value: unknown, lookup?: FamilyLookup) {
      const parsed = inner.parse(value, lookup);
      return parsed.ok ? valid(undefined) : parsed;
    },
  };
}

export function isLeftOut(field: Field<unknown> | undefined): field is LeftOut {
  return field !== undefined && "isLeftOut" in field;
}

/** Primary keys of objects that are not here, such as roles; `null` is what `!Find` comes to when it finds none. */
export function foreignKeys(): LeftOut {
  const key = text();
  return leftOut(list({ parse: (value) => (value === null ? valid("") : key.parse(value)) }));
}

/** A moment as ISO 8601 has it; kept as written. */
export function moment(): Field<string> {
  const inner = text();
  return {
    parse(value) {
      const parsed = inner.parse(value);
      if (!parsed.ok || !Number.isNaN(Date.parse(parsed.value))) return parsed;
      return invalid(
        "Datetime has wrong format. Use one of these formats instead: YYYY-MM-DDThh:mm[:ss[.uuuuuu]][+HH:MM|-HH:MM|Z].",
      );
    },
  };
}

const knownHash = /^(?:argon2)?\$argon2(?:id|i|d)\$[^\s]+$|^pbkdf2_sha256\$[1-9]\d{0,6}\$[^$\s]+\$[A-Za-z0-9+/]{43}=$/;

/** The hash of a password as authentik's `hash_password` prints it; Argon2 without the word before it. */
export function passwordHash(): Field<string> {
  return {
    parse: (value) =>
      typeof value === "string" && knownHash.test(value)
        ? valid(value.replace(/^argon2\$/, "$"))
        : invalid("Not a password hash that is known here: argon2 or pbkdf2_sha256."),
  };
}

/** Lets blank text through beside what another field takes. */
export function blankOr(inner: Field<string>): Field<string> {
  return { parse: (value, lookup) => (value === "" ? valid("") : inner.parse(value, lookup)) };
}

/** One of many words, which are told by how they look. */
export function matching(pattern: RegExp, isKnown: (word: string) => boolean = () => true): Field<string> {
  return {
    parse: (value) =>
      typeof value === "string" && pattern.test(value) && isKnown(value)
        ? valid(value)
        : invalid(
            `"${typeof value === "object" ? JSON.stringify(value) : String(value)}" is not a valid choice.`,
            "invalid_choice",
          ),
  };
}

/** Text that says something: what consists of blanks alone is none, although blanks around it are kept. */
export function written(inner: Field<string>): Field<string> {
  return {
    ...inner,
    parse(value, lookup) {
      const parsed = inner.parse(value, lookup);
      return parsed.ok && parsed.value.trim() === "" ? text().parse("") : parsed;
    },
  };
}
