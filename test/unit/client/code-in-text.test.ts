import assert from "node:assert/strict";
import { test } from "node:test";
import { codeInText } from "../../../src/client/flow/code-in-text.ts";

const texts: readonly (readonly [text: string, code: string])[] = [
  ["123456", "123456"],
  ["123 456", "123456"],
  ["123\u2011456", "123456"],
  ["12 34 56", "123456"],
  ["12345678", "12345678"],
  ["4711", "4711"],
  ["123456 is your code for Northwind.\n\n@id.example #123456", "123456"],
  ["Use 2026 or 1999?\n@id.example #654321 %other.example", "654321"],
  ["Your code:123456.", "123456"],
  ["G-123456 is your verification code", "123456"],
  ["Ihr Code lautet „123 456“ und gilt 10 Minuten.", "123456"],
  ["رمزك هو ١٢٣٤٥٦", "123456"],
  ["認証コード１２３４５６", ""],
  ["認証コード: １２３４５６", "123456"],
  ["In 2026 your code is 123456", "123456"],
  ["Call +49 170 1234567 if you did not ask for 987654.", "987654"],
  ["https://id.example/if/flow/123456/", ""],
  ["123456 or 654321", ""],
  ["It costs 1,234.56", ""],
  ["2026-11-30", ""],
  ["555-123-4567", ""],
  ["no code here", ""],
  ["", ""],
];

for (const [text, code] of texts)
  test(`${JSON.stringify(text)} holds ${code || "none"}`, () => assert.equal(codeInText(text), code));
