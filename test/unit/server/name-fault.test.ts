import assert from "node:assert/strict";
import { test } from "node:test";
import { hasInvisible, nameFault } from "../../../src/server/engine/name-fault.ts";

const mixed = "The name has letters of alphabets that can be mistaken for each other. Use one alphabet.";
const invisible = "The name has invisible characters. Type it again.";

test("every alphabet that names are written in is taken, with digits and marks", () => {
  const words =
    "علي Արամ রবি ㄅㄆ Ёлка रवि አበበ გია Άννα રવિ ਰਵੀ 東京 민수 שלום ひろ ರವಿ ヒロ សុខ ສົມ müller രവി အောင် ରବି රවි ரவி రవి އަލީ สมชาย ཚེ";
  for (const word of words.split(" ")) assert.equal(nameFault(`${word}-1`, ""), undefined, word);
});

test("alphabets are mixed only as people mix them", () => {
  for (const name of ["東京tower", "ひろヒロ東京x", "ㄅㄆ東x", "민수東x"])
    assert.equal(nameFault(name, ""), undefined, name);
  for (const name of ["\u0430dmin", "\u03b1dmin", "ひろ민수", "ㄅㄆひろ", "шaлום", "ᏣᎳᎩ", "ადmin"])
    assert.equal(nameFault(name, ""), mixed, name);
});

test("an address is one's own, and each of its parts is in one alphabet", () => {
  const own = "A name with @ has to be your own email address.";
  assert.equal(nameFault("jane@пример.рф", "Jane@пример.рф"), undefined);
  assert.equal(nameFault("jane@a.test", "joe@a.test"), own);
  assert.equal(nameFault("jane@", ""), own);
  for (const address of ["j\u0430ne@a.test", "jane@\u0430b.test", "jane@a.t\u0435st"])
    assert.equal(nameFault(address, address), mixed, address);
  // Only in an address a dot parts anything.
  assert.equal(nameFault("jane.пример", ""), mixed);
});

test("what nobody sees is in no name", () => {
  const characters = "\u0007 \u00ad \u034f \u200b \u200f \u202e \u2028 \u2029 \u3164 \ue000 \u0378 \ud800 \ufe0f";
  for (const character of characters.split(" ")) {
    assert.ok(hasInvisible(`a${character}b`), character.codePointAt(0)?.toString(16));
    assert.equal(nameFault(`a${character}b`, ""), invisible);
  }
  for (const name of ["", "a b", "o'neill", "jose\u0301", "a_b-1"]) assert.ok(!hasInvisible(name), name);
});
