import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { formControls } from "../../../src/protocol/credentials.ts";
import { compactHtml, html, trustedHtml } from "../../../src/page/html.ts";
import { renderFirstForm } from "../../../src/page/first-form.ts";
import { brand } from "../../fixtures/brand.ts";
import { identificationChallenge, passwordChallenge } from "../../fixtures/challenges.ts";

const render = (challenge: Parameters<typeof renderFirstForm>[0]["challenge"], pageUrl = "/if/flow/a/"): string =>
  renderFirstForm({ brand: brand(), challenge, pageUrl }).toString();

describe("the first form", () => {
  test("has the controls of the flow's form, and those of its stage", () => {
    const text = render(identificationChallenge({ password_fields: true, enable_remember_me: true }));
    const names = [...text.matchAll(/<(?:input|button)[^>]* name="(\w+)"/g)].map(([, name]) => name ?? "");
    assert.deepEqual(names, ["uidField", "password", "remember", "continue"]);
    assert.deepEqual(
      names.filter((name) => !formControls.has(name)),
      ["remember"],
    );
  });

  test("is sent to the page's path, without its query", () => {
    assert.match(render(identificationChallenge(), "/if/flow/a/?next=%2F#b"), / action="\/if\/flow\/a\/"/);
  });

  test("escapes what the server of the flow says", () => {
    const evil = `"><script>alert(1)</script>`;
    const text = render(
      identificationChallenge({ primary_action: evil, pending_user_identifier: evil, application_pre: evil }),
    );
    assert.equal(text.includes("<script>"), false);
    assert.equal(text.match(/&lt;script&gt;/g)?.length, 3);
  });

  test("is of identification only", () => {
    assert.match(render(passwordChallenge()), /<div slot="placeholder"/);
    assert.match(render(undefined), /<div slot="placeholder"/);
  });
});

describe("HTML", () => {
  test("escapes text, and takes HTML as it is", () => {
    assert.equal(
      html`<p title="${'"'}">${"<"}${html`<b>${"&"}</b>`}${[1, "'"]}</p>`.toString(),
      `<p title="&quot;">&lt;<b>&amp;</b>1&#39;</p>`,
    );
    assert.equal(html`${undefined}${false}${trustedHtml("<i>")}`.toString(), "<i>");
  });

  test("has no line breaks of the code between its tags", () => {
    const text = compactHtml`
      <p>
        ${"a"}
        <input type="text"
          name="b">
      </p>`;
    assert.equal(text.toString(), `<p>a<input type="text" name="b"></p>`);
  });
});
