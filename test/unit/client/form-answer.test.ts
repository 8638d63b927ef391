import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { fieldText, formAnswer } from "../../../src/client/flow/form-answer.ts";

describe("formAnswer", () => {
  it("takes a stage's own fields, dots and all", () => {
    const data = new FormData();
    data.set("attributes.settings.locale", "de");
    data.set("code", "123456");
    assert.deepEqual(formAnswer(data), { "attributes.settings.locale": "de", code: "123456" });
  });

  it("leaves out the inputs of the flow's form, the button and empty files", () => {
    const data = new FormData();
    for (const name of ["uidField", "username", "password", "continue"]) data.set(name, "x");
    data.set("file", new File([], ""));
    assert.deepEqual(formAnswer(data), {});
  });
});

describe("fieldText", () => {
  it("gives what was typed, and nothing for a field that is not there", () => {
    const data = new FormData();
    data.set("code", "123456");
    assert.deepEqual([fieldText(data, "code"), fieldText(data, "other")], ["123456", ""]);
  });
});
