import assert from "node:assert/strict";
import { test } from "node:test";
import { withAsciiDigits } from "../../../src/protocol/ascii-digits.ts";

test("digits of every script become those that servers take", () => {
  for (const zero of ["0", "٠", "۰", "०", "০", "๐", "０", "߀", "၀", "𞥐", "\u{116d0}", "\u{116da}"]) {
    const first = zero.codePointAt(0) ?? 0;
    const all = Array.from({ length: 10 }, (_, i) => String.fromCodePoint(first + i)).join("");
    assert.equal(withAsciiDigits(all), "0123456789", zero);
  }
});

test("everything else stays", () => {
  assert.equal(withAsciiDigits("abc-123 é"), "abc-123 é");
});
