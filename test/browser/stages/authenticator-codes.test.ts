import { expect } from "@open-wc/testing";
import { device, smsSetupChallenge, validateChallenge } from "../../fixtures/authenticator-challenges.ts";
import { errors } from "../../fixtures/challenges.ts";
import { mountFlow } from "../../support/mount.ts";
import { fillIn, press } from "../../support/person.ts";

const component = "ak-stage-authenticator-validate";

describe("ak-stage-authenticator-validate: codes", () => {
  it("has one field that phones and password managers recognise, and no password", async () => {
    const { screen, root } = await mountFlow({ first: validateChallenge([device("totp")]) });
    const field = screen.field("Code");
    expect([field.type, field.name, field.getAttribute("autocomplete"), field.inputMode]).to.deep.equal([
      "text",
      "code",
      "one-time-code",
      "numeric",
    ]);
    expect(root.querySelectorAll("input[type=password]")).to.be.empty;
  });

  it("takes letters in recovery codes, and sends them without spaces", async () => {
    const { screen, server } = await mountFlow({ first: validateChallenge([device("static")]) });
    expect(screen.field("Recovery code").inputMode).to.equal("text");
    fillIn(screen.field("Recovery code"), "aB3d-Ef6h iJ9k");
    await press("Enter");
    expect(server.payloads).to.deep.equal([{ component, code: "aB3dEf6hiJ9k" }]);
  });

  it("sends no letters where the code has none, and says so", async () => {
    const { screen, server } = await mountFlow({ first: validateChallenge([device("totp")]) });
    fillIn(screen.field("Code"), "12345o");
    await press("Enter");
    expect(server.payloads).to.be.empty;
    expect(screen.alerts).to.deep.equal(["The code has only digits."]);
  });
});

describe("a code as people type and paste it", () => {
  for (const [what, typed] of [
    ["Arabic digits", "١٢٣٤٥٦"],
    ["Persian digits", "۱۲۳۴۵۶"],
    ["Devanagari digits", "१२३४५६"],
    ["full-width digits", "１２３４５６"],
    ["a non-breaking hyphen", "123\u2011456"],
    ["an en dash", "123 – 456"],
    ["a minus sign", "123\u2212456"],
    ["a zero-width space", "123\u200b456"],
    ["a thin space", "123\u2009456"],
    ["a full stop after it", "123456."],
  ] as const) {
    it(`is taken, and sent as servers read it: ${what}`, async () => {
      const { screen, server } = await mountFlow({ first: validateChallenge([device("totp")]) });
      fillIn(screen.field("Code"), typed);
      await press("Enter");
      expect(server.payloads).to.deep.equal([{ component, code: "123456" }]);
    });
  }

  it("is wrong at its field, which is marked and has the focus, also where the server says it of the whole answer", async () => {
    const wrong = validateChallenge([device("totp")], { response_errors: errors({ non_field_errors: "Try again." }) });
    const { screen, root } = await mountFlow({ first: validateChallenge([device("totp")]), answers: [wrong] });
    fillIn(screen.field("Code"), "123456");
    await press("Enter");
    const field = screen.field("Code");
    expect(screen.alerts).to.deep.equal(["Try again."]);
    expect(field.getAttribute("aria-invalid")).to.equal("true");
    expect(field.getAttribute("aria-describedby")).to.contain(root.querySelector(".ak-error:not([hidden])")?.id);
    expect(document.activeElement).to.equal(field);
    expect(root.querySelector<HTMLElement>(".ak-problem")?.hidden).to.equal(true);
  });
});

describe("a phone number as people type and paste it", () => {
  it("is sent with digits, blanks and dashes that servers read", async () => {
    const { screen, server } = await mountFlow({ first: smsSetupChallenge() });
    fillIn(screen.field("Phone number"), "\u202a+٤٦\u00a0٧٠ ١٢٣\u2011٤٥\u2013٦٧\u202c");
    await press("Enter");
    expect(server.payloads).to.deep.equal([
      { component: "ak-stage-authenticator-sms", phone_number: "+46 70 123-45-67" },
    ]);
  });
});
