import assert from "node:assert/strict";
import { test } from "node:test";
import { acceptedLanguages, negotiateLocale } from "../../../src/protocol/locales/locales.ts";

test("the first language that there is", () => {
  assert.equal(negotiateLocale(["tlh", "de-AT", "ar"]), "de");
  assert.equal(negotiateLocale([undefined, "", null, "AR_eg"]), "ar");
  assert.equal(negotiateLocale(["en-GB", "de"]), "en");
});

test("the script decides, and not the region", () => {
  assert.deepEqual(
    ["zh", "zh-CN", "zh-TW", "zh-Hant-HK", "pt-PT", "no", "nn-NO", "iw", "en-US"].map((tag) => negotiateLocale([tag])),
    ["zh-Hans", "zh-Hans", "zh-Hant", "zh-Hant", "pt-BR", "nb", "nb", "he", "en"],
  );
});

test("English where there is none of them", () => {
  assert.equal(negotiateLocale(["tlh"]), "en");
  assert.equal(negotiateLocale([]), "en");
  assert.equal(negotiateLocale(["toString", "__proto__", "deutsch", "*", "x", "de-", "de\0"]), "en");
});

test("a header's languages by how much they are wanted", () => {
  assert.deepEqual(acceptedLanguages("fr;q=0.5, de-AT, en;q=0.8, ar; q=0.9"), ["de-AT", "ar", "en", "fr"]);
  assert.deepEqual(acceptedLanguages("de;q=0, *"), ["*"]);
  assert.deepEqual(acceptedLanguages(""), []);
});
